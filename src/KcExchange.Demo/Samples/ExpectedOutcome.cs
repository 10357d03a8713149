using System.Text.Encodings.Web;
using System.Text.Json;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
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
internal sealed record ExpectedOutcome(
    string File, string Province, IReadOnlyDictionary<string, int> Rows, int Created, int Rejected, int NotSent,
    IReadOnlyList<ExpectedFinding> Findings)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Vietnamese as it is, not as escapes: people read these files.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The outcome of a workbook with these mistakes.</summary>
    /// <param name="book">The workbook as read.</param>
    /// <param name="mistakes">The mistakes.</param>
    public static ExpectedOutcome Of(SourceBook book, IReadOnlyList<SampleMistake> mistakes)
    {
        var rejected = mistakes.Count(mistake => mistake.Outcome == MistakeOutcome.Rejected);
        var notSent = mistakes.Count(mistake => mistake.Outcome == MistakeOutcome.NotSent);
        return new ExpectedOutcome(
            Path.GetFileName(book.Path), book.ProvinceCode,
            book.Rows.GroupBy(row => row.Kind.Name).ToDictionary(group => group.Key, group => group.Count()),
            book.Rows.Count - rejected - notSent, rejected, notSent,
            [.. mistakes.Select(mistake => new ExpectedFinding(
                mistake.RuleId, nameof(Severity.Error).ToUpperInvariant(), mistake.Found.Sheet,
                CellName.Of(mistake.Found.Row, mistake.Found.Column), mistake.Outcome.ToString(), mistake.What))]);
    }

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
