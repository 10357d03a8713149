using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// Checks a whole set of reference data before it may become a version: every file for itself, then the files against
/// each other. Says everything that is wrong, with file, row and column.
/// </summary>
public sealed class ReferenceCheck
{
    private readonly ReferenceFiles _files;
    private readonly List<CsvProblem> _problems = [];
    private readonly HashSet<(string File, int Row, string Column)> _bad = [];
    private readonly Dictionary<string, CsvTable> _tables = new(StringComparer.Ordinal);

    private ReferenceCheck(ReferenceFiles files) => _files = files;

    /// <summary>All that is wrong with a set, in the order of files and rows; empty = it can be loaded.</summary>
    /// <param name="files">The set.</param>
    public static IReadOnlyList<CsvProblem> Run(ReferenceFiles files)
    {
        var check = new ReferenceCheck(files);
        foreach (var table in ReferenceTables.All) check.Read(table);
        // Rules of one file against another need both; what cannot be read was said already.
        if (check._tables.Count == ReferenceTables.All.Count) check.Compare();
        if (check._problems.Count == 0) check.Build();
        return [.. check._problems.OrderBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Row)];
    }

    private void Read(ReferenceTable table)
    {
        if (TextOf(table.Name) is not { } text) return;
        var known = _problems.Count;
        if (CsvTable.Read(table.Name, text, table.Header, _problems) is not { } rows) return;
        // A file that lacks rows would make others look wrong.
        if (_problems.Count == known) _tables[table.Name] = rows;
        foreach (var row in rows.Rows)
            foreach (var column in table.Columns) CheckField(row, column);
        var bad = _bad.Where(cell => cell.File == table.Name).Select(cell => cell.Row).ToHashSet();
        CheckPeriods(table, rows.Rows.Where(row => !bad.Contains(row.Number)));
    }

    private string? TextOf(string file)
    {
        var bytes = _files.Bytes(file).Span;
        if (bytes.Length > ReferenceFiles.LargestFile)
            return Refuse($"it has more than {ReferenceFiles.LargestFile} bytes");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Refuse("it is UTF-16; save it as \"CSV UTF-8\"");
        for (int at = 0, row = 1; at < bytes.Length; row++)
        {
            var line = bytes[at..];
            if (line.IndexOf((byte)'\n') is var end and >= 0) line = line[..(end + 1)];
            if (!System.Text.Unicode.Utf8.IsValid(line))
            {
                _problems.Add(new CsvProblem(file, row, "", "the text is no UTF-8; save it as \"CSV UTF-8\""));
                return null;
            }
            at += line.Length;
        }
        return _files.Text(file);

        string? Refuse(string why)
        {
            _problems.Add(new CsvProblem(file, 0, "", why));
            return null;
        }
    }

    private void CheckField(CsvRow row, ReferenceColumn column)
    {
        var text = row.Text(column.Name);
        var wrong = text.Length == 0 ? column.MayBeEmpty ? null : "is empty"
            : text != text.Trim() ? "has blanks at its ends"
            : text.Any(char.IsControl) ? "has a control character or a line end"
            : text.Length > 1000 ? "is longer than 1000 characters"
            : !VietnameseText.IsComposed(text) ? "is not composed Unicode (NFC)"
            : column.Wrong(text);
        if (wrong is not null) Complain(row, column.Name, wrong);
    }

    private void Complain(CsvRow row, string column, string what)
    {
        var problem = row.Problem(column, what);
        // One complaint for each field: the first says what to mend.
        if (_bad.Add((problem.File, problem.Row, column))) _problems.Add(problem);
    }

    /// <summary>First day before last day; one thing once, or once in each period.</summary>
    private void CheckPeriods(ReferenceTable table, IEnumerable<CsvRow> rows)
    {
        foreach (var things in rows.GroupBy(row => string.Join('\n', table.Thing.Select(row.Text))))
        {
            CsvRow? before = null;
            foreach (var row in things.OrderBy(row => FirstDay(table, row)))
            {
                if (table.IsDated && LastDay(row) < FirstDay(table, row))
                    Complain(row, "valid_to", "is before valid_from");
                if (before is not null && !table.IsDated)
                    Complain(row, table.Thing[^1], $"is there twice: row {before.Number} has it too");
                else if (before is not null && LastDay(before) >= FirstDay(table, row))
                    Complain(row, "valid_from",
                        $"lies within the validity of row {before.Number}, which is about the same");
                before = row;
            }
        }
    }

    private static DateOnly FirstDay(ReferenceTable table, CsvRow row) =>
        (table.IsDated ? row.Day("valid_from") : null) ?? DateOnly.MinValue;

    private static DateOnly LastDay(CsvRow row) => row.Day("valid_to") ?? DateOnly.MaxValue;

    private void Compare()
    {
        var now = CodesOf("provinces-34-dated.csv", "code");
        var former = CodesOf("provinces-63.csv", "code");
        Require("provinces-63.csv", "successor_code", now, "is none of provinces-34-dated.csv");
        Require("province-code-collisions.csv", "code", now, "is none of provinces-34-dated.csv");
        Require("province-code-collisions.csv", "old_code_of_new_name", former, "is none of provinces-63.csv");
        foreach (var file in (string[])["communes.csv", "communes-2025-07-01.csv"])
            Require(file, "province_code", now, "is none of provinces-34-dated.csv");
        var statuses = Rows("code-lists.csv").Where(row => row.Text("list") == "project_status")
            .Select(row => row.Text("code")).ToHashSet(StringComparer.Ordinal);
        Require("project-status-transitions.csv", "from", [.. statuses, ""], "is no code of list project_status");
        Require("project-status-transitions.csv", "to", statuses, "is no code of list project_status");
        CompareCeilings(now, former);
        CompareRules();
        CompareLists();
    }

    private void CompareCeilings(HashSet<string> now, HashSet<string> former)
    {
        Require(ReferenceTables.LocalCeilings, "activity_key", CodesOf(ReferenceTables.SupportCeilings, "activity_key"),
            $"is no activity_key of {ReferenceTables.SupportCeilings}");
        foreach (var row in Rows(ReferenceTables.LocalCeilings))
            if (CsvRow.WrongDay(row.Text("valid_from")) is null
                && !(row.Day("valid_from") < AdministrativeUnits.Reform ? former : now)
                    .Contains(row.Text("province_code")))
                Complain(row, "province_code", $"is no province on {row.Text("valid_from")}");
        foreach (var row in Rows(ReferenceTables.LocalCeilings).Concat(Rows(ReferenceTables.SupportCeilings)))
            if (row.Text("max_percent").Length + row.Text("cap_vnd").Length == 0)
                Complain(row, "cap_vnd", "is empty, and so is max_percent: the row limits nothing");
            else if (row.Text("activity_key") != SupportCeiling.PriorityMultiplier
                && CsvRow.WrongPercent(row.Text("max_percent")) is null && row.BasisPoints("max_percent") > 10_000)
                Complain(row, "max_percent", "is more than the whole cost: the share limits nothing");
    }

    private void CompareRules()
    {
        foreach (var row in Rows(ReferenceTables.RuleOverrides))
            if (RuleOverride.WrongRule(row.Text("rule_id")) is { } wrong)
                Complain(row, "rule_id", wrong);
        foreach (var row in Rows(ReferenceTables.RuleSettings))
            if (SettingTable.WrongName(row.Text("name")) is { } wrongName)
                Complain(row, "name", wrongName);
            else if (SettingTable.WrongValue(row.Text("name"), row.Text("value")) is { } wrong)
                Complain(row, "value", wrong);
    }

    /// <summary>
    /// A list that the contract's fields name, or a code that rules name, may end but not vanish. A list that the
    /// release does not know is a slip of the pen: its codes would be taken and never be valid.
    /// </summary>
    private void CompareLists()
    {
        var lists = Rows("code-lists.csv").ToLookup(row => row.Text("list"), row => row.Text("code"));
        var release = ReferenceTables.Parse("code-lists.csv", ReferenceFiles.Embedded.Text("code-lists.csv"));
        Require("code-lists.csv", "list", [.. release.Rows.Select(row => row.Text("list"))],
            "is no list that this release knows");
        foreach (var list in FieldCatalogue.CodeLists.Except(["province", "commune", "activity_key"]))
            if (!lists.Contains(list))
                _problems.Add(new CsvProblem(
                    "code-lists.csv", 0, "", $"list {list} is missing, and fields of the contract are read with it"));
        foreach (var (list, code) in KnownCodes.All)
            if (lists.Contains(list) && !lists[list].Contains(code))
                _problems.Add(new CsvProblem(
                    "code-lists.csv", 0, "", $"code {code} of list {list} is missing, and rules name it"));
    }

    /// <summary>What was overlooked above must not stop a server later.</summary>
    private void Build()
    {
        try
        {
            RuleBook.Of(ReferenceData.Read("", _files));
        }
        catch (FormatException overlooked)
        {
            _problems.Add(new CsvProblem("the files together", 0, "", overlooked.Message));
        }
    }

    private IReadOnlyList<CsvRow> Rows(string file) => _tables[file].Rows;

    private HashSet<string> CodesOf(string file, string column) =>
        Rows(file).Select(row => row.Text(column)).ToHashSet(StringComparer.Ordinal);

    private void Require(string file, string column, HashSet<string> known, string wrong)
    {
        foreach (var row in Rows(file))
            if (!known.Contains(row.Text(column))) Complain(row, column, wrong);
    }
}
