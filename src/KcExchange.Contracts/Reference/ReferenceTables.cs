namespace KcExchange.Contracts.Reference;

/// <summary>One column of a file of reference data.</summary>
/// <param name="Name">Name in the header.</param>
/// <param name="Wrong">What is wrong with a value that is not empty; null = nothing.</param>
/// <param name="MayBeEmpty">The field may be empty.</param>
public sealed record ReferenceColumn(string Name, Func<string, string?> Wrong, bool MayBeEmpty = false);

/// <summary>One file of reference data: what each column holds, and what tells its rows apart.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Thing">Columns that name what a row is about; it stands once, or once in each period of
/// validity.</param>
/// <param name="Columns">All columns, in order.</param>
public sealed record ReferenceTable(string Name, IReadOnlyList<string> Thing, IReadOnlyList<ReferenceColumn> Columns)
{
    /// <summary>True when rows have their first and last day.</summary>
    public bool IsDated => Columns.Any(column => column.Name == "valid_from");

    /// <summary>The names of the columns.</summary>
    public string[] Header => [.. Columns.Select(column => column.Name)];

    /// <summary>What tells a row from all others.</summary>
    /// <param name="row">A row of this file.</param>
    public string KeyOf(CsvRow row) => string.Join(" / ",
        (IsDated ? Thing.Append("valid_from") : Thing).Select(row.Text).Where(text => text.Length > 0));
}

/// <summary>THE list of the files of reference data.</summary>
public static class ReferenceTables
{
    /// <summary>Severities by which the ministry lays its data over the catalogue.</summary>
    public const string RuleOverrides = "rule-overrides.csv";

    /// <summary>Numbers that rules compare with, where the ministry wants others than the release's.</summary>
    public const string RuleSettings = "rule-settings.csv";

    /// <summary>Ceilings that provinces set for local projects.</summary>
    public const string LocalCeilings = "local-ceilings.csv";

    /// <summary>Ceilings of the ministry's circulars.</summary>
    public const string SupportCeilings = "support-ceilings.csv";

    private static readonly string[] ProvinceTypes = ["tinh", "thanh_pho_truc_thuoc_trung_uong"];

    private static readonly ReferenceColumn[] Communes =
    [
        Digits("code", 5), Text("name_vi"), OneOf("type", "phuong", "xa", "dac_khu"), Digits("province_code", 2),
    ];

    private static readonly ReferenceColumn[] Ceiling =
    [
        Text("activity_key"), Text("name_vi"), Text("unit_vi"), Percent("max_percent"),
        Number("cap_vnd") with { MayBeEmpty = true }, Text("instrument"), Day("valid_from"), OptionalDay("valid_to"),
        Text("source"), Text("status"),
    ];

    /// <summary>All files, in alphabetical order.</summary>
    public static IReadOnlyList<ReferenceTable> All { get; } =
    [
        new("code-lists.csv", ["list", "code"],
        [
            Text("list"), Number("sort"), Text("code"),
            Text("name_vi"), Text("name_en"), OptionalDay("valid_from"), OptionalDay("valid_to"), Text("basis"),
        ]),
        new("communes-2025-07-01.csv", ["code"], Communes),
        new("communes.csv", ["code"], Communes),
        new(LocalCeilings, ["province_code", "activity_key"], [Digits("province_code", 2), .. Ceiling]),
        new("project-status-transitions.csv", ["from", "to", "condition"],
        [
            Free("from"), Text("to"), OneOf("condition", [.. StatusTransition.Conditions]) with { MayBeEmpty = true },
            Free("note"),
        ]),
        new("province-code-collisions.csv", ["code"],
        [
            Digits("code", 2), Text("name_before_2025_07_01"), Text("name_since_2025_07_01"),
            Digits("old_code_of_new_name", 2),
        ]),
        new("provinces-34-dated.csv", ["code"],
        [
            Digits("code", 2), Text("name_vi"), Text("name_en"), OneOf("type", ProvinceTypes), Day("valid_from"),
            OptionalDay("valid_to"),
        ]),
        new("provinces-63.csv", ["code"],
        [
            Digits("code", 2), Text("name_vi"), Text("name_en"), OneOf("type", ProvinceTypes), Day("valid_to"),
            Digits("successor_code", 2),
        ]),
        new(RuleOverrides, ["rule_id"],
        [
            Text("rule_id"), OneOf("severity", "ERROR", "WARNING", "INFO", "OFF"), Text("reason"), Text("basis"),
        ]),
        new(RuleSettings, ["name"], [Text("name"), Text("value"), Text("reason"), Text("basis")]),
        new(SupportCeilings, ["activity_key"], Ceiling),
    ];

    /// <summary>A file by its name; null when there is none.</summary>
    /// <param name="name">Name of the file, without folder.</param>
    public static ReferenceTable? Find(string name) => All.FirstOrDefault(table => table.Name == name);

    /// <summary>Reads a file.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="FormatException">It is no such table; the message names the row.</exception>
    internal static CsvTable Parse(string name, string text) => CsvTable.Parse(name, text, Find(name)!.Header);

    private static ReferenceColumn Text(string name) => new(name, _ => null);

    private static ReferenceColumn Free(string name) => Text(name) with { MayBeEmpty = true };

    private static ReferenceColumn Day(string name) => new(name, CsvRow.WrongDay);

    private static ReferenceColumn OptionalDay(string name) => Day(name) with { MayBeEmpty = true };

    private static ReferenceColumn Number(string name) => new(name, CsvRow.WrongNumber);

    private static ReferenceColumn Percent(string name) => new(name, CsvRow.WrongPercent, MayBeEmpty: true);

    private static ReferenceColumn Digits(string name, int digits) => new(name, text =>
        text.Length == digits && text.All(char.IsAsciiDigit)
            ? null
            : $"is not {digits} digits (a spreadsheet drops leading zeros: format the column as text)");

    private static ReferenceColumn OneOf(string name, params string[] values) => new(name, text =>
        values.Contains(text) ? null : $"is none of {string.Join(", ", values)}");
}
