using Google.Protobuf;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Periods;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Compares a province's periods with the ledger: who locked or reopened them and why, and which entry changed them
/// last. Those judged since and by what is in force are judged again: the open findings must be the same. When they
/// were judged and found is written nowhere else and is taken as it is.
/// </summary>
internal static class PeriodWalk
{
    public static async Task RunAsync(
        StorageProvider storage, string province, ProvinceLedger ledger, RuleBook book, Mismatches found)
    {
        await using var db = storage.Open();
        var difference = RowDifference.Of(db, typeof(PeriodRow));
        var rows = await db.Periods.Where(row => row.ProvinceCode == province).ToListAsync();
        foreach (var row in rows)
        {
            found.Rows++;
            var (changed, last) = (ledger.PeriodChanges.GetValueOrDefault(row.ReportPeriod),
                ledger.PeriodEvents.GetValueOrDefault(row.ReportPeriod));
            if (!IsKnown(row, ledger))
                found.Add($"province_period {row.ReportPeriod}: the row is there, but no ledger entry is about it.");
            else if (difference.Between(row, Expected(row, changed, last)) is { Length: > 0 } columns)
                found.Add($"province_period {row.ReportPeriod}: not as the ledger makes it: {columns}.");
        }
        var missing = ledger.PeriodChanges.Keys.Union(ledger.PeriodEvents.Keys)
            .Except(rows.Select(row => row.ReportPeriod), StringComparer.Ordinal);
        foreach (var period in missing) found.Add($"province_period {period}: the row is missing.");
        await JudgeAsync(db, province, [.. rows.Where(row => IsKnown(row, ledger))], book, found);
    }

    private static bool IsKnown(PeriodRow row, ProvinceLedger ledger) =>
        ledger.PeriodChanges.ContainsKey(row.ReportPeriod) || ledger.PeriodEvents.ContainsKey(row.ReportPeriod);

    private static async Task JudgeAsync(
        ExchangeDb db, string province, List<PeriodRow> rows, RuleBook book, Mismatches found)
    {
        var difference = RowDifference.Of(db, typeof(PeriodFindingRow));
        var stored = await db.PeriodFindings.Where(row => row.ProvinceCode == province).ToListAsync();
        found.Rows += stored.Count;
        foreach (var stray in stored.Where(finding => rows.All(row => row.ReportPeriod != finding.ReportPeriod)))
            found.Add($"{Name(stray)}: there is no such period.");
        var current = rows.Where(row => row.JudgedAt is not null && row.JudgedPosition >= row.ChangedPosition
            && row.RuleSetVersion == book.Rules.Version && row.ReferenceVersion == book.Reference.Version).ToList();
        if (current.Count == 0) return;
        var open = stored
            .Where(row => row.ClosedAt is null && current.Exists(of => of.ReportPeriod == row.ReportPeriod))
            .ToDictionary(row => (row.ReportPeriod, row.RuleId, row.Subject));
        foreach (var facts in await PeriodFactsQuery.ReadAsync(
            db, province, [.. current.Select(row => row.ReportPeriod)]))
            foreach (var finding in PeriodJudgement.Judge(facts, book.Rules, book.Reference))
            {
                var expected = PeriodFindings.NewRow(province, facts.Period.Key, finding, default);
                PeriodFindings.Fill(expected, finding);
                if (!open.Remove((expected.ReportPeriod, expected.RuleId, expected.Subject), out var row))
                    found.Add($"{Name(expected)}: judged again it is found, but the row is missing or closed.");
                else if (difference.Between(row, WithTimesOf(row, expected)) is { Length: > 0 } columns)
                    found.Add($"{Name(row)}: judged again it differs: {columns}.");
            }
        foreach (var row in open.Values) found.Add($"{Name(row)}: judged again it is not found.");
    }

    private static string Name(PeriodFindingRow row) => $"period_finding {row.ReportPeriod} {row.RuleId}";

    private static PeriodFindingRow WithTimesOf(PeriodFindingRow stored, PeriodFindingRow expected) => new()
    {
        ProvinceCode = expected.ProvinceCode,
        ReportPeriod = expected.ReportPeriod,
        RuleId = expected.RuleId,
        Subject = expected.Subject,
        Severity = expected.Severity,
        FieldPath = expected.FieldPath,
        Parameters = expected.Parameters,
        RecordKeys = expected.RecordKeys,
        Fingerprint = expected.Fingerprint,
        EvidenceHash = expected.EvidenceHash,
        FirstSeenAt = stored.FirstSeenAt,
        OpenSince = stored.OpenSince,
    };

    private static PeriodRow Expected(PeriodRow stored, long changed, LedgerEntry? last)
    {
        var row = new PeriodRow
        {
            ProvinceCode = stored.ProvinceCode,
            ReportPeriod = stored.ReportPeriod,
            ChangedPosition = changed,
            JudgedPosition = stored.JudgedPosition,
            JudgedAt = stored.JudgedAt,
            JudgedOn = stored.JudgedOn,
            RuleSetVersion = stored.RuleSetVersion,
            ReferenceVersion = stored.ReferenceVersion,
        };
        if (last is null) return row;
        var locked = last.Action == EntryAction.PeriodLocked;
        (row.Locked, row.StateSince, row.StateBy) = (locked, last.RecordedAt, last.Actor);
        var (reason, letter) = locked ? Of(LockPeriodRequest.Parser.ParseFrom(last.Payload))
            : Of(ReopenPeriodRequest.Parser.ParseFrom(last.Payload));
        (row.Reason, row.OfficialLetter) = (reason, letter?.ToByteArray() ?? []);
        return row;
    }

    private static (string, OfficialLetter?) Of(LockPeriodRequest request) => (request.Reason, request.OfficialLetter);

    private static (string, OfficialLetter?) Of(ReopenPeriodRequest request) =>
        (request.Reason, request.OfficialLetter);
}
