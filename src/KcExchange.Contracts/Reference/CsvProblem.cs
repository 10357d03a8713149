namespace KcExchange.Contracts.Reference;

/// <summary>What is wrong in a file of reference data, and where.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Row">Row as a spreadsheet counts, the header is 1; 0 = the file as a whole.</param>
/// <param name="Column">Name of the column; empty = the whole row.</param>
/// <param name="What">What is wrong.</param>
public sealed record CsvProblem(string File, int Row, string Column, string What)
{
    /// <summary>"ceilings.csv, row 3, column valid_to: "2025-13-01" is no day yyyy-MM-dd".</summary>
    public override string ToString() => this switch
    {
        { Row: 0 } => $"{File}: {What}.",
        { Column.Length: 0 } => $"{File}, row {Row}: {What}.",
        _ => $"{File}, row {Row}, column {Column}: {What}.",
    };
}
