using Google.Protobuf.Reflection;

namespace KcExchange.Agent.Sources;

/// <summary>The note on a heading: what the column means, whether it must be filled, and in which form.</summary>
internal static class HeadingNote
{
    /// <summary>The whole note.</summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="column">Column.</param>
    public static string Of(SheetLayout sheet, ColumnLayout column)
    {
        var lines = new List<string> { column.Info.LabelVi, Need(sheet, column) };
        if (column.Info.Unit.Length > 0 && !column.IsMoney) lines.Add(Messages.Template.Unit(column.Info.Unit));
        if (Form(column) is { Length: > 0 } form) lines.Add(form);
        if (column.Info.PersonalData) lines.Add(Messages.Template.Personal);
        return string.Join('\n', lines);
    }

    /// <summary>In which form the value is written, and the contract's own remark.</summary>
    /// <param name="column">Column.</param>
    public static string Form(ColumnLayout column)
    {
        var info = column.Info;
        var parts = new List<string>();
        if (info.CodeList.Length > 0) parts.Add(Messages.Template.ChooseCode);
        else if (info.PatternVi.Length > 0) parts.Add(info.PatternVi);
        else if (column.IsDate) parts.Add(Messages.Template.DateForm);
        else if (column.Field.FieldType == FieldType.Bool) parts.Add(Messages.Template.YesNoForm);
        else if (column.IsMoney) parts.Add(Messages.Template.MoneyForm);
        else if (column.IsNumber)
            parts.Add(info.Decimals > 0 ? Messages.Template.Decimals(info.Decimals) : Messages.Template.WholeForm);
        if (column.Field.IsRepeated) parts.Add(Messages.Template.SeveralForm);
        if (info.NoteVi.Length > 0) parts.Add(info.NoteVi);
        return string.Join(". ", parts.Select(part => part.TrimEnd('.'))) + (parts.Count > 0 ? "." : "");
    }

    private static string Need(SheetLayout sheet, ColumnLayout column) => column.Role switch
    {
        ColumnRole.Envelope => Messages.Template.AsCommon,
        ColumnRole.Parent when sheet.Columns.Count(other => other.Role == ColumnRole.Parent) > 2 =>
            Messages.Template.PartOfKey(ParentSheet(sheet)),
        ColumnRole.Parent => column.Path.Contains('.', StringComparison.Ordinal)
            ? Messages.Template.WholeKey(ParentSheet(sheet)) : Messages.Template.AsCommon,
        _ => column.IsRequired ? Messages.Template.Required : Messages.Template.Optional,
    };

    private static string ParentSheet(SheetLayout sheet) =>
        BookLayout.Sheets.First(other => other.List is null && other.Kind == sheet.Kind).Name;
}
