using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Reference;

/// <summary>
/// Which verdicts over stored records another version of the reference data would change. Every live record is judged
/// by the record rules with both versions; nothing is written. Rules over stored state are weighed by the findings that
/// are open: whether one would newly be broken shows only when the record is sent again.
/// </summary>
internal sealed class VerdictEffect
{
    /// <summary>Rows read at a time: a short transaction each, beside a busy server.</summary>
    private const int PageSize = 500;

    private readonly RuleBook _before;
    private readonly RuleBook _after;
    private readonly DateOnly _today;
    private readonly Judgement _old = new();
    private readonly Judgement _new = new();
    private readonly SortedDictionary<string, long> _byProvince = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string RuleId, string Change), long> _byRule = [];

    /// <summary>Rules over stored state whose severity differs.</summary>
    private readonly HashSet<string> _context;

    private VerdictEffect(RuleBook before, RuleBook after, DateOnly today)
    {
        (_before, _after, _today) = (before, after, today);
        _context = RuleCatalogue.All.Where(rule => rule.Stage is RuleStage.Context or RuleStage.CrossProvince)
            .Select(rule => rule.Id).Where(id => SeverityOf(before, id) != SeverityOf(after, id)).ToHashSet();
    }

    /// <summary>Records that were judged.</summary>
    public long Judged { get; private set; }

    /// <summary>Records whose verdict would change.</summary>
    public long Affected { get; private set; }

    /// <summary>Stored records that would be refused if they were sent again.</summary>
    public long Refused { get; private set; }

    /// <summary>Records affected, by province.</summary>
    public IReadOnlyDictionary<string, long> ByProvince => _byProvince;

    /// <summary>Records affected, by rule and what happens to its finding.</summary>
    public IReadOnlyDictionary<(string RuleId, string Change), long> ByRule => _byRule;

    /// <summary>Rules that would come into force and read stored state: not counted.</summary>
    public IEnumerable<string> NotCounted => _context.Where(id => SeverityOf(_before, id) == Severity.Unspecified);

    /// <summary>Goes through the whole store.</summary>
    public static async Task<VerdictEffect> MeasureAsync(
        StorageProvider storage, RuleBook before, RuleBook after, DateOnly today, CancellationToken cancellation)
    {
        var effect = new VerdictEffect(before, after, today);
        await using var db = storage.Open();
        var provinces = await db.Heads.Select(head => head.ProvinceCode).Order().ToListAsync(cancellation);
        foreach (var province in provinces)
            foreach (var table in RecordTables.All) await effect.WalkAsync(db, province, table, cancellation);
        return effect;
    }

    private async Task WalkAsync(
        ExchangeDb db, string province, RecordTable table, CancellationToken cancellation)
    {
        List<RecordRow> page;
        for (var after = ""; (page = await table.PageAsync(db, province, after, PageSize, cancellation)).Count > 0;
            after = page[^1].RecordKey)
        {
            var withFindings = page.Where(row => row.FindingCount > 0).Select(row => row.RecordKey).ToList();
            var open = _context.Count == 0 || withFindings.Count == 0 ? []
                : await table.OpenFindingsAsync(db, province, withFindings, cancellation);
            var openByKey = open.Where(finding => _context.Contains(finding.RuleId))
                .ToLookup(finding => finding.RecordKey, finding => finding.RuleId);
            foreach (var row in page) Judge(row, table.Kind, openByKey[row.RecordKey]);
        }
    }

    private void Judge(RecordRow row, KindDefinition kind, IEnumerable<string> openContextRules)
    {
        var record = ExchangeRecord.Parser.ParseFrom(row.Payload);
        // No part of the content, and required: without it every record would be refused by both.
        record.SourceVersion = row.SourceVersion;
        JudgeWith(_before, _old, record, kind, row);
        JudgeWith(_after, _new, record, kind, row);
        var changes = openContextRules.Distinct()
            .Select(id => (id, Change(SeverityOf(_before, id), SeverityOf(_after, id)))).ToHashSet();
        var old = First(_old);
        var now = First(_new);
        foreach (var (key, finding) in now)
            if (!old.TryGetValue(key, out var was)) changes.Add((finding.Rule.Id, "appears"));
            else if (was.Severity != finding.Severity)
                changes.Add((finding.Rule.Id, Change(was.Severity, finding.Severity)));
            else if (!was.EvidenceHash.AsSpan().SequenceEqual(finding.EvidenceHash))
                changes.Add((finding.Rule.Id, "says other values"));
        foreach (var (key, finding) in old)
            if (!now.ContainsKey(key)) changes.Add((finding.Rule.Id, "disappears"));
        Judged++;
        var heavier = changes.Any(change =>
            SeverityOf(_after, change.id) == Severity.Error && _context.Contains(change.id));
        if ((_new.Refused || heavier) && !_old.Refused) Refused++;
        if (changes.Count == 0) return;
        Affected++;
        _byProvince[row.ProvinceCode] = _byProvince.GetValueOrDefault(row.ProvinceCode) + 1;
        foreach (var change in changes) _byRule[change] = _byRule.GetValueOrDefault(change) + 1;
    }

    private void JudgeWith(
        RuleBook book, Judgement judgement, ExchangeRecord record, KindDefinition kind, RecordRow row) =>
        book.Rules.JudgeRecord(judgement, record, kind, row.RecordKey, new RuleContext
        {
            Reference = book.Reference,
            Today = _today,
            SenderProvince = row.ProvinceCode,
            Settings = book.Rules.Settings,
        });

    private static Dictionary<string, RuleFinding> First(Judgement judgement)
    {
        var findings = new Dictionary<string, RuleFinding>(StringComparer.Ordinal);
        foreach (var finding in judgement.Findings)
            findings.TryAdd(Convert.ToHexString(finding.Fingerprint), finding);
        return findings;
    }

    private static string Change(Severity before, Severity after) => after == Severity.Unspecified
        ? "disappears"
        : $"becomes {after}, was {before}";

    private static Severity SeverityOf(RuleBook book, string id) =>
        book.Rules.Find(id)?.Severity ?? Severity.Unspecified;
}
