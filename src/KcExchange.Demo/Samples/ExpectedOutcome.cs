using System.Text.Encodings.Web;
using System.Text.Json;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>
/// What must come of a sample when it is sent for the first time; written beside it, compared in tests.
/// </summary>
/// <param name="File">Name of the workbook.</param>
/// <param name="Province">Province that sends it.</param>
/// <param name="Rows">Records, by kind.</param>
/// <param name="Created">Records accepted.</param>
/// <param name="Rejected">Records refused.</param>
/// <param name="NotSent">Rows that cannot become a record.</param>
/// <param name="Findings">All findings; there are no others.</param>
/// <param name="Mends">All values that are read otherwise than they stand there.</param>
/// <param name="Skipped">All rows below the headings that are no data.</param>
internal sealed record ExpectedOutcome(
    string File, string Province, IReadOnlyDictionary<string, int> Rows, int Created, int Rejected, int NotSent,
    IReadOnlyList<ExpectedFinding> Findings, IReadOnlyList<ExpectedMend> Mends, IReadOnlyList<ExpectedSkip> Skipped)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Vietnamese as it is, not as escapes: people read these files.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The outcome of a workbook with these mistakes.</summary>
    /// <param name="file">Name of the workbook.</param>
    /// <param name="province">Province that sends it.</param>
    /// <param name="rows">Records, by kind.</param>
    /// <param name="mistakes">The mistakes.</param>
    /// <param name="mends">What is mended.</param>
    /// <param name="skipped">Rows that are left out.</param>
    public static ExpectedOutcome Of(
        string file, string province, IReadOnlyDictionary<string, int> rows, IReadOnlyList<SampleMistake> mistakes,
        IReadOnlyList<SampleMend> mends, IReadOnlyList<CellRef> skipped)
    {
        var rejected = mistakes.Count(mistake => mistake.Outcome == MistakeOutcome.Rejected);
        var notSent = mistakes.Count(mistake => mistake.Outcome == MistakeOutcome.NotSent);
        return new ExpectedOutcome(
            Path.GetFileName(file), province, rows, rows.Values.Sum() - rejected - notSent, rejected, notSent,
            [.. mistakes.Select(mistake => new ExpectedFinding(
                mistake.RuleId, mistake.Severity.ToString().ToUpperInvariant(), mistake.Found.Sheet,
                mistake.Found.Row == 0 ? "" : CellName.Of(mistake.Found.Row, mistake.Found.Column),
                mistake.Outcome.ToString(), mistake.What))],
            [.. mistakes.Select(mistake => mistake.Mend).OfType<SampleMend>().Concat(mends)
                .Select(mend => new ExpectedMend(
                    mend.Kind.ToString(), mend.Cell.Sheet, CellName.Of(mend.Cell.Row, mend.Cell.Column), mend.Before,
                    mend.After))],
            [.. skipped.GroupBy(cell => cell.Sheet).Select(sheet => new ExpectedSkip(
                sheet.Key, [.. sheet.Select(cell => cell.Row).Distinct().Order()]))]);
    }

    /// <summary>Records by kind.</summary>
    /// <param name="records">The records of a workbook.</param>
    public static Dictionary<string, int> Count(IEnumerable<ExchangeRecord> records) =>
        records
        .GroupBy(record => RecordKinds.Of(record)!.Name).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>Reads the file beside a sample.</summary>
    /// <param name="path">Path of the file.</param>
    public static ExpectedOutcome Read(string path) =>
        JsonSerializer.Deserialize<ExpectedOutcome>(System.IO.File.ReadAllText(path), Options)!;

    /// <summary>Writes it beside the sample.</summary>
    /// <param name="path">Path of the file.</param>
    public void Write(string path) => System.IO.File.WriteAllText(path, JsonSerializer.Serialize(this, Options) + "\n");
}

/// <summary>A finding that must be there.</summary>
/// <param name="Rule">Rule id.</param>
/// <param name="Severity">Weight.</param>
/// <param name="Sheet">Sheet.</param>
/// <param name="Cell">Cell; the row's first one where the whole row is meant.</param>
/// <param name="Outcome">What becomes of the row.</param>
/// <param name="Mistake">What the clerk did.</param>
internal sealed record ExpectedFinding(
    string Rule, string Severity, string Sheet, string Cell, string Outcome, string Mistake);

/// <summary>A value that is read otherwise than it stands in its cell.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Sheet">Sheet.</param>
/// <param name="Cell">Cell.</param>
/// <param name="Before">As it stands there.</param>
/// <param name="After">As it is read.</param>
internal sealed record ExpectedMend(string Kind, string Sheet, string Cell, string Before, string After);

/// <summary>Rows of a sheet that are left out.</summary>
/// <param name="Sheet">Sheet.</param>
/// <param name="Rows">The rows.</param>
internal sealed record ExpectedSkip(string Sheet, IReadOnlyList<int> Rows);
