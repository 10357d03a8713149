using KcExchange.Agent.Options;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Sources.Mapping;
using KcExchange.Agent.Workbooks;
using Spectre.Console;

namespace KcExchange.Agent.Commands;

/// <summary>`map --from BOOK`: proposes how a workbook of another layout is read, asks, writes the mapping.</summary>
/// <param name="options">Settings.</param>
/// <param name="terminal">Where it writes and asks.</param>
internal sealed class MapCommand(AgentOptions options, AgentTerminal terminal)
{
    private const string Suffix = ".anh-xa.yaml";
    private const int LongestExample = 40;

    /// <summary>Runs it.</summary>
    /// <param name="from">Path of the workbook.</param>
    /// <param name="to">Path of the mapping; null = beside the workbook.</param>
    /// <param name="accept">The proposal is accepted without a question.</param>
    internal int Run(string from, string? to, bool accept)
    {
        var path = Path.GetFullPath(from);
        var target = Path.GetFullPath(to ?? Path.ChangeExtension(path, null) + Suffix);
        if (Path.GetExtension(target).ToUpperInvariant() is not (".YAML" or ".YML"))
            throw new AgentException(Messages.Mapping.NotYaml(target));
        // What a clerk has filled in is never lost, not by --accept either.
        if (File.Exists(target)) throw new AgentException(Messages.Program.Exists(target));
        var proposal = BookProposal.Of(path, options.Reading);
        if (!options.Quiet) Show(proposal);
        if (!accept && !Ask())
        {
            terminal.Line(In(Messages.Mapping.HowToAccept(
                $"map --from \"{from}\"{(to is null ? "" : $" --out \"{to}\"")} --accept")));
            return ExitCode.ToMend;
        }
        var mapping = MappingWriter.Write(proposal, options.Reading.Reference);
        WholeFile.Write(target, draft => File.WriteAllText(draft, mapping));
        terminal.Line(In(Messages.Mapping.Written(target)));
        if (!options.Quiet)
            terminal.Line(In(Messages.Mapping.NextStep($"check \"{from}\" --map \"{to ?? Shorten(target, from)}\"")));
        return ExitCode.AllGood;
    }

    private static string Shorten(string target, string from) =>
        Path.Combine(Path.GetDirectoryName(from) ?? "", Path.GetFileName(target));

    private bool Ask() => terminal.CanAsk && terminal.Console.Prompt(
        new ConfirmationPrompt(Markup.Escape(In(Messages.Mapping.Ask))) { DefaultValue = false });

    private void Show(BookProposal proposal)
    {
        var table = new Table().Border(terminal.Moving ? TableBorder.Rounded : TableBorder.Ascii);
        foreach (var heading in new[] { Messages.Mapping.Sheet, Messages.Mapping.Column, Messages.Mapping.Heading,
            Messages.Mapping.Field })
            table.AddColumn(In(heading));
        table.AddColumn(new TableColumn(In(Messages.Mapping.SureHeading)).RightAligned());
        table.AddColumn(In(Messages.Mapping.ReasonHeading)).AddColumn(In(Messages.Mapping.Example));
        foreach (var sheet in proposal.Sheets)
            if (sheet.Layout is null)
                Row(table, sheet.Name, "", "", In(Messages.Mapping.NoTable), null, Reason.None, "");
            else
                foreach (var column in sheet.Columns) Show(table, sheet, column);
        terminal.Console.Write(table);
    }

    private void Show(Table table, SheetProposal sheet, ColumnProposal column)
    {
        var at = CellName.Letters(column.Column);
        if (column.Span.Count > 0)
            Row(table, sheet.Name, at, column.Heading, Perhaps(string.Join(" + ", column.Span.Select(Label)),
                column.SpanSure), column.SpanSure, column.SpanReason, column.Example);
        else if (column.Candidates.Count == 0)
            Row(table, sheet.Name, at, column.Heading, In(Messages.Mapping.NotRead), null, Reason.None, column.Example);
        else
        {
            var best = column.Candidates[0];
            var label = best.Layout == sheet.Layout ? Label(best.Field) : $"{best.Layout.Name}: {Label(best.Field)}";
            Row(table, sheet.Name, at, column.Heading, Perhaps(label, best.Sure), best.Sure, best.Reason,
                column.Example);
        }
    }

    private string Perhaps(string label, double sure) =>
        sure >= ColumnProposal.Sure ? label : In(Messages.Mapping.Perhaps(label));

    private string Label(ColumnLayout field) => options.Language == "en" ? field.Info.LabelEn : field.Info.LabelVi;

    private void Row(
        Table table, string sheet, string column, string heading, string field, double? sure, Reason reason,
        string example) => table.AddRow(
            new Text(sheet), new Text(column), new Text(heading.ReplaceLineEndings(" ")), new Text(field),
            new Text(sure is { } share ? $"{Math.Round(share * 100)} %" : ""),
            new Text(In(Messages.Mapping.Because(reason))), new Text(Short(example.ReplaceLineEndings(" "))));

    private static string Short(string text) =>
        text.Length <= LongestExample ? text : string.Concat(text.AsSpan(0, LongestExample - 1), "…");

    private string In(Bilingual text) => text.In(options.Language);
}
