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

    /// <summary>Rules that are decided by the exchange itself or over a whole period: never here.</summary>
    internal static IEnumerable<Rule> OnlyTheServers { get; } =
        RuleCatalogue.All.Where(rule => rule.Stage is RuleStage.Exchange or RuleStage.Period);

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
        outbox.LoadAcknowledged(
            province, (kind, key, code) => keys.Contains(key) || codes.Contains((kind, code)), _known);
    }

    private RowResult Judge(SourceRow row)
    {
        var (record, kind) = (row.Record, row.Kind);
        record.SourceVersion = _version;
        var key = kind.Key(record);
        _rules.JudgeRecord(_judgement, record, kind, key, _context);
        var (findings, refused) = (_judgement.Findings.ToList(), _judgement.Refused);
        var undecided = _judgement.Undecided.ToList();
        if (key.Length == 0)
        {
            if (!refused) findings = [_rules.ExchangeFinding(_judgement, "KC-SYS-003", record, key, _context, "")];
            return Refuse(row, key, findings, undecided);
        }
        var content = RecordHash.Content(RecordHash.Normalise(record).ToByteArray());
        if (_known.TryGet(kind.Kind, key, out var state) && state.SourceVersion == _version)
        {
            // The same key twice in one workbook: the same content is nothing new, another one contradicts it.
            if (state.ContentHash.AsSpan().SequenceEqual(content)) return Done(row, [], []);
            return Refuse(row, key, [kind.SameKeyRule is { } rule
                ? _rules.ExchangeFinding(_judgement, rule, record, key, _context, "", ("key", key))
                : _rules.ExchangeFinding(
                    _judgement, "KC-GEN-010", record, key, _context, "", ("stored", $"{_version}"))], undecided);
        }
        if (!refused)
        {
            _rules.JudgeContext(_judgement, record, kind, key, _context);
            findings.AddRange(_judgement.Findings);
            refused = _judgement.Refused;
            undecided.AddRange(_judgement.Undecided);
        }
        if (refused) return Refuse(row, key, findings, undecided);
        _known.Set(new KnownRecord(
            kind.Kind, key, kind.Code(record), _version, content, (state?.Revision ?? 0) + 1, Deleted: false,
            new Lazy<ExchangeRecord>(record)));
        return Done(row, findings, undecided);
    }

    private RowResult Refuse(SourceRow row, string key, List<RuleFinding> findings, List<Rule> undecided)
    {
        _known.SetRefused(row.Kind.Kind, row.Kind.Code(row.Record), key);
        return Done(row, findings, undecided);
    }

    private RowResult Done(SourceRow row, List<RuleFinding> findings, List<Rule> undecided) => new(
        row, Outcome.Unspecified, NotSent: false,
        [.. findings.Select(finding => FindingText.ForClerk(finding.ToMessage(_language), _language))],
        undecided);
}
