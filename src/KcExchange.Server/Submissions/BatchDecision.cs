using KcExchange.Contracts.Rules;
using KcExchange.Server.Operations;
using KcExchange.Server.Records;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Decides each record of a batch over what the preload knows (docs/PROTOCOL.md, "One record is decided in this
/// order"). Centres, projects, funding whatever their order, earlier periods first; deletions last, children first.
/// Each decision is visible to the next.
/// </summary>
internal sealed class BatchDecision
{
    private const string VersionField = "source_version";

    private readonly Batch _batch;
    private readonly Preload _preload;
    private readonly Verdicts _verdicts;
    private readonly LimitOptions _limits;
    private readonly WriteSet _writes;
    private readonly RuleContext _context;
    private readonly Judgement _judgement = new();

    /// <summary>Findings of the record's context rules beyond those that a judgement keeps.</summary>
    private int _omitted;

    /// <summary>Accepted records in the order in which they were decided: the order of the ledger.</summary>
    private readonly List<RecordInBatch> _applied = [];

    /// <summary>Applied keys, for records that come twice.</summary>
    private readonly HashSet<string> _appliedKeys = new(StringComparer.Ordinal);

    private BatchDecision(
        Batch batch, Preload preload, Verdicts verdicts, LimitOptions limits, WriteSet writes,
        DuplicateFacts? duplicates)
    {
        (_batch, _preload, _verdicts, _limits, _writes) = (batch, preload, verdicts, limits, writes);
        _context = verdicts.Context(batch.Province, batch.Today, preload.Known, duplicates);
    }

    /// <summary>Decides records; those applied are returned in ledger order.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="records">The records of it that are new.</param>
    /// <param name="preload">What the store knows; decisions are laid over it.</param>
    /// <param name="verdicts">What to judge with.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="refusedByStore">Sequences that the store refused in a trial, with the request id to name.</param>
    /// <param name="writes">Takes the rows of records that are told again.</param>
    /// <param name="duplicates">Beneficiaries of other projects; null in a dry run, which may not tell.</param>
    public static IReadOnlyList<RecordInBatch> Decide(
        Batch batch, IReadOnlyList<RecordInBatch> records, Preload preload, Verdicts verdicts, LimitOptions limits,
        IReadOnlyDictionary<long, string> refusedByStore, WriteSet writes, DuplicateFacts? duplicates)
    {
        var decision = new BatchDecision(batch, preload, verdicts, limits, writes, duplicates);
        foreach (var record in InOrder(records)) decision.Decide(record, refusedByStore);
        return decision._applied;
    }

    private static IEnumerable<RecordInBatch> InOrder(IReadOnlyList<RecordInBatch> records) =>
        records.Where(record => !record.Deletes).OrderBy(record => record.Kind?.Kind ?? 0)
            .ThenBy(record => record.Kind?.JudgedAt(record.Record) ?? default)
            .Concat(records.Where(record => record.Deletes).OrderByDescending(record => record.Kind?.Kind ?? 0));

    private void Decide(RecordInBatch record, IReadOnlyDictionary<long, string> refusedByStore)
    {
        _omitted = 0;
        // 1 What the exchange refuses, and what the store refused in a trial.
        if (record.RefusedByExchange)
        {
            Refuse(record, record.RecordFindings);
            return;
        }
        if (refusedByStore.TryGetValue(record.Sequence, out var requestId))
        {
            Refuse(record, [Exchange("KC-SYS-009", record, "", ("request_id", requestId))]);
            return;
        }
        // 2 A record without a key names no state.
        if (record.Key.Length == 0)
        {
            Refuse(record, record.RefusedByRecordRules ? record.RecordFindings : [Exchange("KC-SYS-003", record, "")]);
            return;
        }
        // 3 The stored state: same content, older version, same version with other content.
        var known = _preload.Known.TryGet(record.Kind!.Kind, record.Key, out var state) ? state : null;
        if (DecideByState(record, known)) return;
        // 4 Rules.
        var findings = record.RecordFindings;
        if (!record.RefusedByRecordRules) findings = [.. findings, .. ContextFindings(record)];
        if (findings.Any(finding => finding.Severity == Severity.Error)) Refuse(record, findings);
        else Apply(record, known, findings);
    }

    private bool DecideByState(RecordInBatch record, KnownRecord? known)
    {
        var version = record.Record.SourceVersion;
        // Deleting what is not there changes nothing, but a deletion for a foreign province must say so.
        if (known is null ? record.Deletes && !record.RefusedByRecordRules
            : known.ContentHash.AsSpan().SequenceEqual(record.ContentHash))
        {
            record.Outcome = Outcome.Unchanged;
            record.Revision = known?.Revision ?? 0;
            record.Findings = [.. _preload.Open(record.Kind!.Kind, record.Key)
                .Select((open, i) => StoredFindings.Repeat(open, _batch.SubmissionId, record.Sequence, i))];
            if (known is not null && version > known.SourceVersion) Raise(record, known, version);
            return true;
        }
        if (known is null || version > known.SourceVersion) return false;
        record.Revision = known.Revision;
        if (version < known.SourceVersion)
        {
            record.Outcome = Outcome.Stale;
            record.Findings = Rows(
                record, [Exchange("KC-SYS-001", record, VersionField, ("stored", $"{known.SourceVersion}"))], false);
        }
        else if (record.Kind!.SameKeyRule is { } rule && IsOfThisSubmission(record))
        {
            Refuse(record, [Exchange(rule, record, "", ("key", record.Key))]);
        }
        else
        {
            Refuse(record, [Exchange("KC-GEN-010", record, VersionField, ("stored", $"{version}"))]);
        }
        return true;
    }

    /// <summary>The key's state came from this submission: with one version, two rows of one reading.</summary>
    private bool IsOfThisSubmission(RecordInBatch record) =>
        _appliedKeys.Contains(record.Key)
        || (_batch.SubmissionId.Length > 0
            && _preload.Row(record.Kind!.Kind, record.Key)?.SubmissionId == _batch.SubmissionId);

    private IReadOnlyList<RuleFinding> ContextFindings(RecordInBatch record)
    {
        if (record.Record.Project is { } project)
            _context.Duplicates?.LookAt(project, record.BeneficiariesIn(_batch.Province));
        _verdicts.Rules.JudgeContext(_judgement, record.Record, record.Kind!, record.Key, _context);
        _omitted = _judgement.Omitted;
        RuleFinding[] findings = [.. _judgement.Findings];
        return record.Deletes ? [.. findings, .. DeletionFindings(record)] : findings;
    }

    /// <summary>A record goes only when nothing refers to it, or another live record has the same code.</summary>
    private RuleFinding[] DeletionFindings(RecordInBatch record)
    {
        if (record.Code.Length == 0) return [];
        var others = _preload.Known.WithCode(record.Kind!.Kind, record.Code).Any(other => other.Key != record.Key);
        return !others && _preload.Referring(record.Kind.Kind, record.Code) is { } related
            ? [Exchange("KC-GEN-014", record, "", ("related", related))]
            : [];
    }

    private void Apply(RecordInBatch record, KnownRecord? known, IReadOnlyList<RuleFinding> findings)
    {
        var live = known is { Deleted: false };
        record.Outcome = record.Deletes ? Outcome.Deleted : live ? Outcome.Updated : Outcome.Created;
        record.Revision = (known?.Revision ?? 0) + 1;
        record.Findings = Rows(record, findings, refused: false);
        _preload.SetOpen(record.Kind!.Kind, record.Key, record.Findings);
        _preload.SetReferences(record, live: !record.Deletes);
        _preload.Known.Set(new KnownRecord(
            record.Kind.Kind, record.Key, record.Code, record.Record.SourceVersion, record.ContentHash, record.Revision,
            record.Deletes, new Lazy<ExchangeRecord>(() => ExchangeRecord.Parser.ParseFrom(record.Content))));
        if (record.Record.Project is not null)
            _context.Duplicates?.Replace(
                _batch.Province, record.Key, record.Deletes ? [] : record.BeneficiariesIn(_batch.Province));
        _applied.Add(record);
        _appliedKeys.Add(record.Key);
    }

    private void Refuse(RecordInBatch record, IReadOnlyList<RuleFinding> findings)
    {
        record.Outcome = Outcome.Rejected;
        record.Revision = record.Kind is not null && _preload.Known.TryGet(record.Kind.Kind, record.Key, out var state)
            ? state.Revision : 0;
        record.Findings = Rows(record, findings, refused: true);
        if (record.Kind is not null) _preload.Known.SetRefused(record.Kind.Kind, record.Code, record.Key);
    }

    /// <summary>An unchanged record still raises the stored version: a later, older one must not undo it.</summary>
    private void Raise(RecordInBatch record, KnownRecord known, long version)
    {
        _preload.Known.Set(known with { SourceVersion = version });
        if (_preload.Row(record.Kind!.Kind, record.Key) is not { } row) return;
        // Told anew by this submission, which repeats the findings too: a twin in it contradicts itself (KC-FND-012).
        (row.SourceVersion, row.SubmissionId, row.Sequence) = (version, _batch.SubmissionId, record.Sequence);
        _writes.Change(record.Kind.Kind, row, RowChange.Told);
    }

    private RuleFinding Exchange(
        string ruleId, RecordInBatch record, string field, params ReadOnlySpan<(string, string)> parameters) =>
        _verdicts.Rules.ExchangeFinding(_judgement, ruleId, record.Record, record.Key, _context, field, parameters);

    private List<FindingRow> Rows(RecordInBatch record, IReadOnlyList<RuleFinding> findings, bool refused)
    {
        findings = _verdicts.Rules.Limit(
            _judgement, record.Record, record.Key, _context, findings, _limits.FindingsPerRecordStored,
            record.FindingsOmitted + _omitted);
        return StoredFindings.Rows(_batch.Province, _batch.SubmissionId, record, findings, refused);
    }
}
