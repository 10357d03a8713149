using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>How the template looks.</summary>
internal static class TemplateLooks
{
    private const string Dark = "1F4E78";

    public static CellLook Title { get; } = new() { Bold = true, Size = 14, Ink = Dark };

    public static CellLook Instruction { get; } = new() { Wrap = true, Middle = true };

    public static CellLook Label { get; } =
        new() { Bold = true, Wrap = true, Middle = true, Lines = true, Fill = "DDEBF7" };

    public static CellLook Hint { get; } =
        new() { Italic = true, Wrap = true, Middle = true, Lines = true, Ink = "595959" };

    public static CellLook Value(string format) =>
        new() { Lines = true, Middle = true, Fill = "FFFFE7", Format = format };

    public static CellLook Heading(ColumnLayout column) => column switch
    {
        { Role: ColumnRole.Own, IsRequired: true } => Head with { Fill = Dark, Ink = "FFFFFF" },
        { Role: ColumnRole.Own } => Head with { Fill = "DDEBF7" },
        { Role: ColumnRole.Parent } => Head with { Fill = "FFE699" },
        _ => Head with { Fill = "E7E6E6" },
    };

    public static CellLook ListName { get; } = new() { Bold = true, Fill = "E7E6E6", Lines = true };

    public static CellLook Cell(ColumnLayout column, MoneyUnit unit) =>
        new() { Format = FieldWriter.FormatOf(column, unit) };

    /// <summary>Width of a column in letters.</summary>
    public static int Width(ColumnLayout column) => column switch
    {
        { IsDate: true } => 13,
        { IsMoney: true } => 19,
        { IsNumber: true } => 13,
        { Field.FieldType: Google.Protobuf.Reflection.FieldType.Bool } => 13,
        { Info.CodeList: "province" } => 18,
        { Info.CodeList.Length: > 0 } => 30,
        { Info.Pattern.Length: > 0 } => 21,
        { Info.MaxLength: > 400 } => 48,
        { Info.MaxLength: > 200 } => 36,
        _ => 20,
    };

    private static CellLook Head { get; } = new() { Bold = true, Wrap = true, Centre = true, Lines = true };
}
