using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// What was read from one file: its records in reading order, and what is wrong with the file as a whole.
/// </summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">Hash of the file's bytes as read, 32 bytes: the same file resumes the same submission.</param>
/// <param name="ProvinceCode">Province as the file states it; empty when it does not.</param>
/// <param name="ReportPeriod">Period as the file states it; empty when it does not.</param>
/// <param name="Rows">One row per record, in the order of sheets and rows.</param>
/// <param name="Problems">Findings on the file itself: unknown headings, children without parent …</param>
public sealed record SourceBook(
    string Path, byte[] Sha256, string ProvinceCode, string ReportPeriod, IReadOnlyList<SourceRow> Rows,
    IReadOnlyList<ImportFinding> Problems)
{
    /// <summary>The sheets that were read, in workbook order.</summary>
    public IReadOnlyList<SourceSheet> Sheets { get; init; } = [];

    /// <summary>Values that were mended on reading, in reading order.</summary>
    public IReadOnlyList<Mend> Mends { get; init; } = [];

    /// <summary>
    /// For a file that is no .xlsx: a workbook with the same cells at the same places, which takes the results. Null:
    /// the file itself is copied.
    /// </summary>
    public byte[]? Workbook { get; init; }

    /// <summary>Ending of the result's name: what is in it, whatever the clerk's file is called.</summary>
    public string ResultEnding { get; init; } = ".xlsx";
}

/// <summary>A sheet that was read: where its table stands, so that the results can be written beside it.</summary>
/// <param name="Name">Name as the workbook writes it.</param>
/// <param name="Kind">Kind of its records, or of the records that its rows belong to.</param>
/// <param name="IsRecordSheet">True where each row is a record; false where the rows are entries of a list.</param>
/// <param name="HeadingRow">Row of the headings; 0 = there is none.</param>
/// <param name="KeyColumn">Column that says which row this is.</param>
/// <param name="LastColumn">Last column that holds anything of the clerk's.</param>
/// <param name="ResultColumns">Columns that an earlier result of ours has added, by heading.</param>
public sealed record SourceSheet(
    string Name, KindDefinition Kind, bool IsRecordSheet, int HeadingRow, int KeyColumn, int LastColumn,
    IReadOnlyDictionary<string, int> ResultColumns);

/// <summary>One record as read, and where its fields stand.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Record">The record; source_version is stamped later, by the outbox.</param>
/// <param name="Findings">Values that could not become a field. With any ERROR among them the record is not
/// sent.</param>
/// <param name="Cells">Where its fields stand.</param>
public sealed record SourceRow(
    KindDefinition Kind, ExchangeRecord Record, IReadOnlyList<ImportFinding> Findings, CellMap Cells);

/// <summary>A cell: sheet by name, row and column from 1.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="Row">Row from 1.</param>
/// <param name="Column">Column from 1; 0 = the whole row.</param>
public readonly record struct CellRef(string Sheet, int Row, int Column);

/// <summary>
/// Something that is wrong before a record exists. Same rule ids as on the server where there is one.
/// </summary>
/// <param name="RuleId">Rule id.</param>
/// <param name="Severity">Weight.</param>
/// <param name="Cell">Where.</param>
/// <param name="FieldPath">Field path, may be empty.</param>
/// <param name="Message">What is wrong, by language.</param>
/// <param name="Cure">What would be right, by language.</param>
public sealed record ImportFinding(
    string RuleId, Severity Severity, CellRef Cell, string FieldPath, Bilingual Message, Bilingual Cure);

/// <summary>A sentence in both languages.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English.</param>
public sealed record Bilingual(string Vi, string En)
{
    /// <summary>The sentence in a language: "en", otherwise Vietnamese.</summary>
    /// <param name="language">"vi" or "en".</param>
    public string In(string language) => language == "en" ? En : Vi;
}
