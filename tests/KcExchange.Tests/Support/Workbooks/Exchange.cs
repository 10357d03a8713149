using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>
/// What the exchange would say of a first submission of a workbook: the rules themselves, without wire and store.
/// </summary>
internal static class Exchange
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    public static IReadOnlyList<RowResult> Judge(SourceBook book)
    {
        var context = new RuleContext
        {
            Reference = ReferenceData.Embedded,
            Today = Today,
            SenderProvince = book.ProvinceCode,
            Known = new KnownRecords { IsComplete = true },
            Duplicates = new DuplicateFacts(),
        };
        var judgement = new Judgement();
        var results = new Dictionary<SourceRow, RowResult>();
        foreach (var row in RecordKinds.All.SelectMany(kind => book.Rows.Where(row => row.Kind == kind)))
            results[row] = Judge(row, judgement, context);
        return [.. book.Rows.Select(row => results[row])];
    }

    private static RowResult Judge(SourceRow row, Judgement judgement, RuleContext context)
    {
        if (row.Findings.Any(finding => finding.Severity == Severity.Error))
            return new RowResult(row, Outcome.Unspecified, true, [], []);
        row.Record.SourceVersion = 1;
        var key = row.Kind.Key(row.Record);
        RuleSet.Default.JudgeRecord(judgement, row.Record, row.Kind, key, context);
        var findings = judgement.Findings.Select(finding => finding.ToMessage("vi")).ToList();
        var refused = judgement.Refused;
        if (!refused)
        {
            RuleSet.Default.JudgeContext(judgement, row.Record, row.Kind, key, context);
            findings.AddRange(judgement.Findings.Select(finding => finding.ToMessage("vi")));
            refused = judgement.Refused;
        }
        var code = row.Kind.Code(row.Record);
        // The same key twice in one workbook: what was accepted first stands.
        if (context.Known.TryGet(row.Kind.Kind, key, out _))
        {
            findings.Add(RuleSet.Default.ExchangeFinding(
                judgement, "KC-GEN-010", row.Record, key, context, "", ("stored", "1")).ToMessage("vi"));
            return new RowResult(row, Outcome.Rejected, false, findings, []);
        }
        if (!refused && row.Record.Project is { } project)
            context.Duplicates!.Replace(
                context.SenderProvince, key, ProjectBeneficiary.Of(context.SenderProvince, key, project));
        if (refused) context.Known.SetRefused(row.Kind.Kind, code, key);
        else
            context.Known.Set(new KnownRecord(
                row.Kind.Kind, key, code, 1, new byte[32], 1, false, new Lazy<ExchangeRecord>(row.Record)));
        return new RowResult(row, refused ? Outcome.Rejected : Outcome.Created, false, findings, [])
        {
            Revision = refused ? 0 : 1,
        };
    }
}
