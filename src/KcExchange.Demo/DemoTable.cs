using KcExchange.Client;
using KcExchange.Contracts.Reference;
using KcExchange.V1;
using Spectre.Console;

namespace KcExchange.Demo;

/// <summary>The table at the end: the agent's counts, and the findings as the ministry's server holds them.</summary>
internal static class DemoTable
{
    public static async Task ShowAsync(IReadOnlyList<DemoLine> lines, ExchangeConnection ministry)
    {
        using var connection = ministry;
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("Province");
        foreach (var heading in (string[])["Rows", "Created", "Updated", "Unchanged", "Rejected", "Not sent"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("Findings by rule (server)");
        foreach (var line in lines)
        {
            var findings = await FindingsAsync(connection, line.Province);
            table.AddRow(
            [
                NameOf(line.Province),
                .. new[] { line.Rows, line.Created, line.Updated, line.Unchanged, line.Rejected, line.NotSent }
                    .Select(number => $"{number}"),
                string.Join(", ", findings.Select(f => $"{f.RuleId} ×{f.Findings}")),
            ]);
        }
        AnsiConsole.WriteLine();
        AnsiConsole.Write(table);
    }

    public static string Total(IReadOnlyList<DemoLine> lines) =>
        $"total: rows {lines.Sum(l => l.Rows)}, created {lines.Sum(l => l.Created)}, "
        + $"updated {lines.Sum(l => l.Updated)}, unchanged {lines.Sum(l => l.Unchanged)}, "
        + $"rejected {lines.Sum(l => l.Rejected)}, not_sent {lines.Sum(l => l.NotSent)}";

    /// <summary>Of the province's newest submission.</summary>
    private static async Task<IEnumerable<RuleSummary>> FindingsAsync(ExchangeConnection connection, string province)
    {
        var newest = (await connection.Submissions.ListSubmissionsAsync(
            new ListSubmissionsRequest { ProvinceCode = province, PageSize = 1 })).Submissions.FirstOrDefault();
        if (newest is null) return [];
        var summary = await connection.Submissions.SummarizeFindingsAsync(new SummarizeFindingsRequest
        {
            ProvinceCode = province, SubmissionId = newest.SubmissionId,
        });
        return summary.Rules;
    }

    private static string NameOf(string province) =>
        province + " " + ReferenceData.Embedded.CurrentProvinces.First(unit => unit.Code == province).NameVi;
}
