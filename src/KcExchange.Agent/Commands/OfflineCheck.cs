using Google.Protobuf;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Commands;

/// <summary>
/// Judges a workbook without the network, in the server's own order (docs/PROTOCOL.md, "One record is decided in this
/// order"): record rules, then context rules over what workbook and outbox know. What they don't know stays open.
/// </summary>
internal sealed class OfflineCheck
{
    private readonly RuleSet _rules;
    private readonly Judgement _judgement = new();
    private readonly KnownRecords _known = new() { IsComplete = false };
    private readonly RuleContext _context;

    /// <summary>What was said of the known states; a row that brings nothing new repeats it.</summary>
    private readonly Dictionary<(RecordKind, string), (IReadOnlyList<Finding>, IReadOnlyList<Rule>)> _found = [];
    private readonly string _language;
    private readonly long _version;

    private OfflineCheck(SourceBook book, RuleBook rules, string language, TimeProvider time)
    {
        (_rules, _language, _version) = (rules.Rules, language, time.GetUtcNow().ToUnixTimeMilliseconds());
        _context = new RuleContext
        {
            Reference = rules.Reference,
            Settings = rules.Rules.Settings,
            Today = VietnamTime.Today(time),
            SenderProvince = book.ProvinceCode,
            Known = _known,
        };
    }

    /// <summary>
    /// Rules that are decided by the exchange itself, over other provinces or over a whole period: never here.
    /// </summary>
    internal static IEnumerable<Rule> OnlyTheServers { get; } = RuleCatalogue.All
        .Where(rule => rule.Stage is RuleStage.Exchange or RuleStage.CrossProvince or RuleStage.Period);

    /// <summary>Judges all rows.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="outbox">What was acknowledged before; null: nothing.</param>
    /// <param name="rules">Rules and reference data.</param>
    /// <param name="language">Language of findings.</param>
    /// <param name="time">Clock.</param>
    /// <returns>Results in the workbook's order.</returns>
    internal static IReadOnlyList<RowResult> Run(
        SourceBook book, OutboxFile? outbox, RuleBook rules, string language, TimeProvider time)
    {
        var check = new OfflineCheck(book, rules, language, time);
        var rows = ShipOrder.Sendable(book);
        if (outbox is not null) check.LoadAcknowledged(book.ProvinceCode, rows, outbox);
        // By cell: rows themselves compare by content, and two of them may be equal.
        var judged = rows.ToDictionary(row => row.Cells.Row, check.Judge);
        return [.. book.Rows.Select(row => judged.TryGetValue(row.Cells.Row, out var result)
            ? result
            : new RowResult(row, Outcome.Unspecified, NotSent: true, [], []))];
    }

    private void LoadAcknowledged(string province, IReadOnlyList<SourceRow> rows, OutboxFile outbox)
    {
        var keys = rows.SelectMany(row => row.Kind.EarlierKeys(row.Record).Append(row.Kind.Key(row.Record)))
            .ToHashSet(StringComparer.Ordinal);
        var codes = rows.SelectMany(row => row.Kind.References(row.Record))
            .Select(reference => (reference.Kind, reference.Code)).ToHashSet();
        var acknowledged = outbox.LoadAcknowledged(
            province, (kind, key, code) => keys.Contains(key) || codes.Contains((kind, code)), _known);
        foreach (var (state, findings) in acknowledged)
            _found[state] = ([.. findings.Select(InMyLanguage)], []);
    }

    /// <summary>The exchange's answer may have come in the other language.</summary>
    private Finding InMyLanguage(Finding finding)
    {
        var said = finding.Clone();
        if (RuleCatalogue.ById.TryGetValue(finding.RuleId, out var rule))
            (said.Message, said.Cure) = RuleFinding.Render(rule, finding.FieldPath, finding.Parameters, _language);
        return FindingText.ForClerk(said, _language);
    }

    private RowResult Judge(SourceRow row)
    {
        var (record, kind) = (row.Record, row.Kind);
        record.SourceVersion = _version;
        var key = kind.Key(record);
        if (record.CalculateSize() is var size and > RecordLimits.Bytes)
            return Refuse(row, key, [Exchange("KC-SYS-002", record, key, "",
                ("size", $"{size}"), ("limit", $"{RecordLimits.Bytes}"))], []);
        if (!Enum.IsDefined(record.Operation))
            return Refuse(row, key, [Exchange("KC-SYS-003", record, key, "operation")], []);
        _rules.JudgeRecord(_judgement, record, kind, key, _context);
        var (findings, undecided) = (_judgement.Findings.ToList(), _judgement.Undecided.ToList());
        var (refused, omitted) = (_judgement.Refused, _judgement.Omitted);
        if (key.Length == 0)
        {
            if (!refused) findings = [Exchange("KC-SYS-003", record, key, "")];
            return Refuse(row, key, findings, undecided, omitted);
        }
        var deletes = record.Operation == Operation.Delete;
        var content = RecordHash.Normalise(record);
        var hash = deletes ? RecordHash.DeletedContent : RecordHash.Content(content.ToByteArray());
        // Revision 0: the exchange said that it never had what was deleted; then the rules decide on a deletion too.
        var decided = _known.TryGet(kind.Kind, key, out var state) && !(refused && state.Revision == 0)
            ? DecideByState(row, state, hash) : null;
        if (decided is not null && state is not { IsOpen: true }) return decided;
        // Who refers to what is to go only the exchange knows.
        if (!refused && deletes && kind.Code(record).Length > 0) undecided.Add(RuleCatalogue.ById["KC-GEN-014"]);
        if (!refused && !deletes)
        {
            _rules.JudgeContext(_judgement, record, kind, key, _context);
            findings.AddRange(_judgement.Findings);
            (refused, omitted) = (_judgement.Refused, omitted + _judgement.Omitted);
            undecided.AddRange(_judgement.Undecided);
        }
        if (decided is not null) return Either(decided, findings, undecided);
        if (refused) return Refuse(row, key, findings, undecided, omitted);
        _known.Set(new KnownRecord(
            kind.Kind, key, kind.Code(record), _version, hash, (state?.Revision ?? 0) + 1, deletes,
            new Lazy<ExchangeRecord>(content))
        {
            // What the exchange never had it deletes without a word.
            IsOpen = (deletes && state is null)
                || undecided.Any(rule => _rules.Find(rule.Id)?.Severity == Severity.Error),
        });
        var result = Done(row, findings, undecided, omitted);
        _found[(kind.Kind, key)] = (result.Findings, result.Undecided);
        return result;
    }

    /// <summary>
    /// A row whose key stands in the file before: if the exchange refuses that one, which is open, rules decide on this
    /// one after all. Both are told: the first as findings, the second as undecided.
    /// </summary>
    private static RowResult Either(RowResult ifAccepted, List<RuleFinding> ifRefused, List<Rule> undecided) =>
        ifAccepted with
        {
            Undecided =
            [
                .. ifAccepted.Undecided.Concat(undecided).Concat(ifRefused.Select(finding => finding.Rule))
                    .Concat(ifAccepted.Findings.Select(finding => RuleCatalogue.ById[finding.RuleId])).Distinct(),
            ],
        };

    /// <summary>What is said of a key whose state is known; null: the rules decide.</summary>
    private RowResult? DecideByState(SourceRow row, KnownRecord state, byte[] hash)
    {
        if (state.ContentHash.AsSpan().SequenceEqual(hash))
        {
            // Nothing new: what was found on it then stays, also where the same row stands twice.
            _known.Set(state with { SourceVersion = _version });
            var (findings, undecided) = _found[(state.Kind, state.Key)];
            return new RowResult(row, Outcome.Unspecified, NotSent: false, findings, undecided);
        }
        if (state.SourceVersion != _version) return null;
        // The same key twice in one file, with other content.
        return Refuse(row, state.Key, [row.Kind.SameKeyRule is { } rule
            ? Exchange(rule, row.Record, state.Key, "", ("key", state.Key))
            : Exchange("KC-GEN-010", row.Record, state.Key, "source_version", ("stored", $"{_version}"))], []);
    }

    private RuleFinding Exchange(
        string rule, ExchangeRecord record, string key, string field,
        params ReadOnlySpan<(string, string)> parameters) =>
        _rules.ExchangeFinding(_judgement, rule, record, key, _context, field, parameters);

    private RowResult Refuse(
        SourceRow row, string key, List<RuleFinding> findings, List<Rule> undecided, int omitted = 0)
    {
        _known.SetRefused(row.Kind.Kind, row.Kind.Code(row.Record), key);
        return Done(row, findings, undecided, omitted);
    }

    private RowResult Done(SourceRow row, List<RuleFinding> findings, List<Rule> undecided, int omitted) => new(
        row, Outcome.Unspecified, NotSent: false,
        [.. _rules.Limit(_judgement, row.Record, row.Kind.Key(row.Record), _context, findings, RecordLimits.Findings,
            omitted).Select(finding => FindingText.ForClerk(finding.ToMessage(_language), _language))],
        undecided);
}
