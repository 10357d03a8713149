using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>Records of one kind as a program would export them: the template's headings, every value a text.</summary>
internal static class CsvBook
{
    /// <summary>Lines of a table, values already apart.</summary>
    public static List<List<string>> Table(KindDefinition kind, params IReadOnlyList<ExchangeRecord> records)
    {
        var columns = BookLayout.Sheets.First(sheet => sheet.List is null && sheet.Kind == kind).Readable.ToList();
        return
        [
            [.. columns.Select(column => Headings.Of(column, MoneyUnit.Dong))],
            .. records.Select(record => columns.ConvertAll(column => Text(record, kind, column))),
        ];
    }

    /// <summary>The text of a table.</summary>
    public static string Text(List<List<string>> table, char separator) => string.Concat(
        table.Select(line => string.Join(separator, line.Select(value => Quoted(value, separator))) + "\r\n"));

    /// <summary>Text as Windows-1258 spells it: each tone behind its letter.</summary>
    public static byte[] Vietnamese(string text)
    {
        var apart = new StringBuilder();
        foreach (var letter in text)
        {
            var parts = letter.ToString().Normalize(NormalizationForm.FormD);
            var tone = parts.FirstOrDefault(part => part is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323');
            var plain = parts.Replace(tone.ToString(), "", StringComparison.Ordinal);
            apart.Append(tone == 0 ? letter.ToString() : plain.Normalize(NormalizationForm.FormC) + tone);
        }
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1258).GetBytes(apart.ToString());
    }

    private static string Text(ExchangeRecord record, KindDefinition kind, ColumnLayout column)
    {
        var cell = new FieldWriter(ReferenceData.Embedded, MoneyUnit.Dong).Cell(
            column.Role == ColumnRole.Envelope ? record : kind.Body(record), column, 1, SampleRecords.Day);
        return cell.Format == ShownAs.Date && CellDate.TryRead(cell, false, out var day)
            ? day.ToCivilDate().ToText() : cell.Text;
    }

    private static string Quoted(string value, char separator) =>
        value.AsSpan().ContainsAny(separator, '"', '\n') || value.StartsWith(' ')
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
