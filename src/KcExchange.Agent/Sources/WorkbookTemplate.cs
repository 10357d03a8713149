using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Writes the workbook that clerks fill, from the contract alone: sheets, headings, lists and notes are what the
/// messages'
/// annotations say. Rows are streamed, so that it also writes samples of any size.
/// </summary>
public static class WorkbookTemplate
{
    /// <summary>Writes a workbook; an existing file of that name is replaced only once the new one is whole.</summary>
    /// <param name="path">Path of the .xlsx file.</param>
    /// <param name="options">What it is for and what it holds.</param>
    /// <exception cref="SourceException">The file cannot be written.</exception>
    public static void Write(string path, TemplateOptions options) => WholeFile.Write(path, draft =>
    {
        using var workbook = new NewWorkbook(draft);
        WriteSheets(workbook, options);
    });

    private static void WriteSheets(NewWorkbook workbook, TemplateOptions options)
    {
        var styles = workbook.Styles;
        var codes = new CodeSheet(options.Reference, options.Today, options.Common.ProvinceCode);
        workbook.AddSheet(
            Messages.Names.CommonSheet, (writer, _) => new CommonSheet(options, codes).Write(writer, styles), []);
        foreach (var layout in BookLayout.Sheets)
        {
            var table = new TableSheet(layout, options, codes);
            workbook.AddSheet(
                layout.Name, (writer, notes) => table.Write(writer, styles, notes),
                [.. table.Notes().Select(note => (table.HeadingRow, note.Column, note.Note))]);
            workbook.PrintTitles(table.FrozenColumns, table.HeadingRow);
        }
        workbook.AddSheet(Messages.Names.CodeSheet, (writer, _) => codes.Write(writer, styles), [], hidden: true);
    }
}
