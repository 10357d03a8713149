using System.Globalization;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Finds the record that a row of a child sheet belongs to. The row may give as much of the record's key as it takes to
/// name one record: what it leaves empty fits every record, as does what could not be read in the record itself.
/// </summary>
internal sealed class ParentIndex
{
    private const string Period = "report_period";
    private readonly Dictionary<(string Path, string Value), List<RecordDraft>> _byValue = [];
    private readonly Dictionary<string, List<RecordDraft>> _broken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (RecordDraft?, int)> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ColumnLayout> _columns;
    private readonly string _period;

    /// <summary>Indexes records of one kind.</summary>
    /// <param name="parents">The records.</param>
    /// <param name="layout">A child sheet of the kind: names the key.</param>
    /// <param name="common">Says which period is meant where several fit.</param>
    public ParentIndex(IEnumerable<RecordDraft> parents, SheetLayout layout, CommonInformation common)
    {
        _period = common.Text(Period);
        _columns = layout.Columns.Where(column => column.Role == ColumnRole.Parent)
            .ToDictionary(column => column.Path, StringComparer.Ordinal);
        foreach (var parent in parents)
            foreach (var column in _columns.Values)
                Add(parent, column);
    }

    /// <summary>There is no record at all.</summary>
    public bool IsEmpty => _byValue.Count + _broken.Count == 0;

    /// <summary>A key's value as text.</summary>
    /// <param name="value">Value of a field.</param>
    public static string TextOf(object value) => value is CivilDate date
        ? date.ToText()
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The one record that fits.</summary>
    /// <param name="given">What the row gives of the key, by path.</param>
    /// <returns>The record, and how many fit: 0, 1 or 2 for more.</returns>
    public (RecordDraft? Parent, int Matches) Find(List<(string Path, string Value)> given)
    {
        if (given.Count == 0) return (null, 0);
        var (parent, matches) = FindExactly(given);
        // A centre has a row for each period: a row that names none means the workbook's own.
        if (matches > 1 && _period.Length > 0 && !given.Exists(value => value.Path == Period)
            && FindExactly([.. given, (Period, _period)]) is ({ } current, _)) return (current, 1);
        return (parent, matches);
    }

    /// <summary>All records that fit: the row belongs to one of them, and nobody can tell to which.</summary>
    /// <param name="given">What the row gives of the key, by path.</param>
    public IEnumerable<RecordDraft> Fitting(List<(string Path, string Value)> given) =>
        // The value that fewest records have is asked first: usually it is a code that one record has.
        given.Select(Candidates).MinBy(list => list.Count)!
            .Where(candidate => given.TrueForAll(value => Fits(candidate, value)));

    private (RecordDraft? Parent, int Matches) FindExactly(List<(string Path, string Value)> given)
    {
        var memory = string.Join('\u001F', given.Select(value => $"{value.Path}\u001E{value.Value}"));
        if (_found.TryGetValue(memory, out var found)) return found;
        var fitting = Fitting(given).Take(2).ToList();
        return _found[memory] = (fitting.Count == 1 ? fitting[0] : null, fitting.Count);
    }

    private void Add(RecordDraft parent, ColumnLayout column)
    {
        if (parent.IsBroken(column.Path))
        {
            if (!_broken.TryGetValue(column.Path, out var broken)) _broken[column.Path] = broken = [];
            broken.Add(parent);
            return;
        }
        var key = (column.Path, ValueOf(parent, column));
        if (!_byValue.TryGetValue(key, out var list)) _byValue[key] = list = [];
        list.Add(parent);
    }

    private List<RecordDraft> Candidates((string Path, string Value) value)
    {
        var list = _byValue.GetValueOrDefault(value) ?? [];
        return _broken.TryGetValue(value.Path, out var broken) ? [.. list, .. broken] : list;
    }

    private bool Fits(RecordDraft parent, (string Path, string Value) value) =>
        parent.IsBroken(value.Path) || ValueOf(parent, _columns[value.Path]) == value.Value;

    private static string ValueOf(RecordDraft parent, ColumnLayout column)
    {
        var message = column.Field.ContainingType == ExchangeRecord.Descriptor
            ? (Google.Protobuf.IMessage)parent.Record : parent.Body;
        if (column.Field.HasPresence && !column.Field.Accessor.HasValue(message)) return "";
        return TextOf(column.Field.Accessor.GetValue(message));
    }
}
