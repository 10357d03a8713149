using System.Globalization;
using System.Xml;

namespace KcExchange.Agent.Workbooks;

/// <summary>Writes a sheet from top to bottom, row by row, without keeping any of it.</summary>
internal sealed class SheetWriter : IDisposable
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Most characters of one cell; a spreadsheet program "repairs" a file with more.</summary>
    public const int LongestText = 32_767;

    private readonly XmlWriter _xml;
    private readonly StyleBook? _styles;
    private int _row;

    public SheetWriter(Stream stream, StyleBook? styles = null)
    {
        _styles = styles;
        _xml = XmlWriter.Create(stream, Settings);
        _xml.WriteStartElement("worksheet", Main);
        _xml.WriteAttributeString("xmlns", "r", null, Relationships);
    }

    /// <summary>
    /// Writes UTF-8 without marks at the start; texts are spelled by <see cref="SharedTexts.ToStored"/>.
    /// </summary>
    public static XmlWriterSettings Settings { get; } = new()
    {
        Encoding = new System.Text.UTF8Encoding(false),
        CloseOutput = true,
        CheckCharacters = false,
        // Else a carriage return in a clerk's text would be turned into the line end of this machine.
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Sheet settings before the rows.</summary>
    /// <param name="head">What stands there.</param>
    public void Head(SheetHead head)
    {
        head.Write(_xml);
        _xml.WriteStartElement("sheetData", Main);
    }

    /// <summary>As much of a text as a cell can hold.</summary>
    /// <param name="text">Text.</param>
    public static string Fitting(string text) => text.Length <= LongestText ? text
        : string.Concat(text.AsSpan(0, LongestText - (char.IsHighSurrogate(text[LongestText - 2]) ? 2 : 1)), "…");

    /// <summary>Begins a row.</summary>
    /// <param name="row">Row from 1.</param>
    /// <param name="height">Height in points; 0 = as the content needs.</param>
    public void StartRow(int row, int height = 0)
    {
        _row = row;
        _xml.WriteStartElement("row", Main);
        _xml.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
        if (height == 0) return;
        _xml.WriteAttributeString("ht", height.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("customHeight", "1");
    }

    /// <summary>Ends the row.</summary>
    public void EndRow() => _xml.WriteEndElement();

    /// <summary>Writes a cell of the row; cells come from left to right.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="style">Style.</param>
    /// <param name="formula">Formula that gives the value; null = none.</param>
    public void Cell(RawCell cell, uint style, string? formula = null) => WriteCell(_xml, _row, cell, style, formula);

    /// <summary>Writes a text cell of the row.</summary>
    /// <param name="column">Column from 1.</param>
    /// <param name="text">Text; never read as a formula, whatever it begins with.</param>
    /// <param name="style">Style.</param>
    public void Text(int column, string text, uint style) =>
        Cell(
            new RawCell(column, text.Length == 0 ? RawKind.Empty : RawKind.Text, text, ShownAs.General),
            _styles?.Safe(style, text) ?? style);

    /// <summary>Writes a number cell of the row.</summary>
    /// <param name="column">Column from 1.</param>
    /// <param name="number">Number.</param>
    /// <param name="style">Style.</param>
    public void Number(int column, long number, uint style) => Cell(
        new RawCell(column, RawKind.Number, number.ToString(CultureInfo.InvariantCulture), ShownAs.General), style);

    /// <summary>What stands behind the rows.</summary>
    /// <param name="tail">Lists, links, print settings.</param>
    public void Tail(SheetTail tail)
    {
        _xml.WriteEndElement();
        tail.Write(_xml);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.Dispose();
    }

    /// <summary>Writes a cell.</summary>
    /// <param name="xml">Writer, within a row.</param>
    /// <param name="row">Row from 1.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="style">Style.</param>
    /// <param name="formula">Formula; null = none.</param>
    public static void WriteCell(XmlWriter xml, int row, RawCell cell, uint style, string? formula = null)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", CellName.Of(row, cell.Column));
        if (style != 0) xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        var type = cell.Kind switch
        {
            RawKind.Text => formula is null ? "inlineStr" : "str",
            RawKind.Boolean => "b",
            RawKind.Error => "e",
            _ => null,
        };
        if (type is not null) xml.WriteAttributeString("t", type);
        if (formula is not null) xml.WriteElementString("f", Main, formula);
        if (type == "inlineStr")
        {
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(SharedTexts.ToStored(Fitting(cell.Text)));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else if (cell.Kind is not (RawKind.Empty or RawKind.Uncalculated))
            xml.WriteElementString("v", Main, SharedTexts.ToStored(cell.Text));
        xml.WriteEndElement();
    }
}
