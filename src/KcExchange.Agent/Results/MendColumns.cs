using System.Globalization;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>A column of the sheet "Cần sửa".</summary>
/// <param name="Heading">Heading.</param>
/// <param name="Width">Width in letters.</param>
/// <param name="Text">What it says of a line.</param>
/// <param name="IsCompared">A list in which it was changed is not compared with.</param>
internal sealed record MendColumn(string Heading, int Width, Func<MendLine, string> Text, bool IsCompared = true);

/// <summary>The columns of the sheet "Cần sửa", from a line to its texts and back from them to the line.</summary>
internal static class MendColumns
{
    private const string DayForm = "dd/MM/yyyy";
    private static readonly Severity[] Weights = [Severity.Error, Severity.Warning, Severity.Info];
    private static readonly LineState[] States = Enum.GetValues<LineState>();

    /// <summary>Place of the cell's address among the columns.</summary>
    public const int Address = 4;

    /// <summary>Place of the weight.</summary>
    public const int Weight = 0;

    /// <summary>Place of the state.</summary>
    public const int State = 1;

    /// <summary>
    /// From left to right, behind the running number. The last one is hidden: whether a row that cannot be read today
    /// could have the finding tomorrow is nothing to a clerk.
    /// </summary>
    public static IReadOnlyList<MendColumn> All { get; } =
    [
        new("Mức độ", 11, line => Messages.Result.Weight(line.Severity)),
        new("Tình trạng", 15, line => Messages.Compared.State(line.State)),
        new("Mã quy tắc", 13, line => line.RuleId),
        new("Trang tính", 15, line => line.Cell.Sheet),
        new("Ô", 8, line => line.Cell.Row == 0 ? "" : CellName.Of(line.Cell.Row, line.Cell.Column), IsCompared: false),
        new("Cột", 24, line => line.Heading),
        new("Bản ghi", 30, line => line.Record + (line.Others == 0 ? "" : Messages.Result.AndOthers(line.Others))),
        new("Sai ở đâu", 52, line => line.Message),
        new("Cần sửa thế nào", 52, line => line.Cure, IsCompared: false),
        new("Từ ngày", 12, line => line.Since?.ToString(DayForm, CultureInfo.InvariantCulture) ?? ""),
        new("Căn cứ", 28, line => line.LegalBasis, IsCompared: false),
        new("Bước", 10, line => line.IsOfReading ? Messages.Compared.Reading : Messages.Compared.Rules),
    ];

    /// <summary>The texts of a line.</summary>
    /// <param name="line">The line.</param>
    public static IReadOnlyList<string> Texts(MendLine line) => [.. All.Select(column => column.Text(line))];

    /// <summary>The line of some texts; null when they are none.</summary>
    /// <param name="texts">Texts, one for each column.</param>
    public static MendLine? Parse(IReadOnlyList<string> texts)
    {
        var severity = Array.FindIndex(Weights, weight => Messages.Result.Weight(weight) == texts[Weight]);
        var state = Array.FindIndex(States, state => Messages.Compared.State(state) == texts[State]);
        if (severity < 0 || state < 0) return null;
        var row = texts[Address].AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        var cell = new CellRef(
            texts[3], int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            CellName.Column(texts[Address]));
        return new MendLine(cell, Weights[severity], texts[2], texts[6], texts[7], texts[8], texts[10])
        {
            State = States[state],
            Heading = texts[5],
            Since = DateOnly.TryParseExact(
                texts[9], DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            IsOfReading = texts[11] == Messages.Compared.Reading,
        };
    }
}
