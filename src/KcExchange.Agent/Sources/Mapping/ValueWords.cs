using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>The clerk's own words for codes: "Trung ương" → KCQG. Other texts stay as they are.</summary>
/// <param name="codes">Code by the word, folded.</param>
internal sealed class ValueWords(IReadOnlyDictionary<string, string> codes)
{
    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    /// <summary>The cell with codes in place of words.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="field">The field: one that takes several values has several words in a cell.</param>
    public RawCell Translate(RawCell cell, ColumnLayout field)
    {
        if (cell.Kind is not (RawKind.Text or RawKind.Number)) return cell;
        if (!_known.TryGetValue(cell.Text, out var code))
        {
            var text = cell.Kind == RawKind.Number ? CellNumber.ToText(cell) : cell.Text;
            code = Find(text) ?? (field.Field.IsRepeated ? FindEach(text) : null);
            _known[cell.Text] = code;
        }
        return code is null ? cell : new RawCell(cell.Column, RawKind.Text, code, ShownAs.General);
    }

    private string? Find(string text) => codes.GetValueOrDefault(VietnameseText.Fold(text));

    private string? FindEach(string text)
    {
        var entries = CodeText.Entries(text).ToList();
        return entries.Exists(entry => Find(entry) is not null)
            ? string.Join(CodeText.ListSeparator, entries.Select(entry => Find(entry) ?? entry))
            : null;
    }
}
