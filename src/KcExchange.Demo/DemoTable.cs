using KcExchange.Client;
using KcExchange.Contracts.Reference;
using KcExchange.V1;
using Spectre.Console;

namespace KcExchange.Demo;

/// <summary>The tables at the end: the agent's counts, and the findings as the ministry's server holds them.</summary>
internal static class DemoTable
{
    /// <summary>Without a screen to ask, tables are as wide as this.</summary>
    private const int PlainWidth = 140;

    private const int LongestTitle = 90;

    public static async Task ShowAsync(IReadOnlyList<DemoLine> lines, ExchangeConnection ministry)
    {
        using var connection = ministry;
        var found = new List<(string Province, RuleSummary Rule)>();
        foreach (var line in lines)
            found.AddRange((await FindingsAsync(connection, line.Province)).Select(rule => (line.Province, rule)));
        var screen = AnsiConsole.Console;
        if (Console.IsOutputRedirected) screen.Profile.Width = Math.Max(screen.Profile.Width, PlainWidth);
        screen.WriteLine();
        screen.Write(Outcomes(lines, found));
        if (found.Count > 0) screen.Write(Findings(found));
    }

    public static string Total(IReadOnlyList<DemoLine> lines) =>
        $"total: rows {lines.Sum(l => l.Rows)}, created {lines.Sum(l => l.Created)}, "
        + $"updated {lines.Sum(l => l.Updated)}, unchanged {lines.Sum(l => l.Unchanged)}, "
        + $"rejected {lines.Sum(l => l.Rejected)}, not_sent {lines.Sum(l => l.NotSent)}";

    /// <summary>Rows by province and outcome.</summary>
    private static Table Outcomes(
        IReadOnlyList<DemoLine> lines, IReadOnlyList<(string Province, RuleSummary Rule)> found)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Province");
        foreach (var heading in (string[])
            ["Rows", "Created", "Updated", "Unchanged", "Rejected", "Not sent", "Findings (server)"])
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (var line in lines)
            table.AddRow(
            [
                NameOf(line.Province),
                .. new[] { line.Rows, line.Created, line.Updated, line.Unchanged, line.Rejected, line.NotSent }
                    .Append(found.Where(f => f.Province == line.Province).Sum(f => f.Rule.Findings))
                    .Select(number => $"{number}"),
            ]);
        return table;
    }

    /// <summary>Findings by rule: how many, what the rule says, in each province.</summary>
    private static Table Findings(IReadOnlyList<(string Province, RuleSummary Rule)> found)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(new TableColumn("Rule").NoWrap()).AddColumn("Province")
            .AddColumn(new TableColumn("Findings").RightAligned().NoWrap()).AddColumn("What is wrong");
        foreach (var (province, rule) in found)
            table.AddRow(
                new Text(rule.RuleId), new Text(NameOf(province)), new Text($"{rule.Findings}"),
                new Text(TitleOf(rule)));
        return table;
    }

    private static string TitleOf(RuleSummary rule) =>
        rule.Title.Length <= LongestTitle ? rule.Title : rule.Title[..(LongestTitle - 1)] + "…";

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
