using System.Text;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// All that comes from law and statistics and changes by decree: code lists, administrative units, life-cycle steps and
/// ceilings, each with its dates. Immutable; thread-safe. Sources: Reference/Data/SOURCES.md.
/// </summary>
public sealed class ReferenceData
{
    /// <summary>The day as of which the embedded files were gathered; raised whenever one of them changes.</summary>
    private static readonly DateOnly AsOf = new(2026, 11, 23);

    private readonly Dictionary<string, CodeList> _lists;

    private ReferenceData(string version, ReferenceFiles files)
    {
        (Version, Files) = (version, files);
        Units = new AdministrativeUnits(files.Text);
        Ceilings = SupportCeiling.Read(files.Text(ReferenceTables.SupportCeilings));
        LocalCeilings = SupportCeiling.ReadLocal(files.Text(ReferenceTables.LocalCeilings));
        _lists = ReadLists(files.Text("code-lists.csv"));
        Add(new CodeList("activity_key", [.. Ceilings.Rows.Where(row => row.IsActivity)
            .GroupBy(row => row.ActivityKey).Select(group => group.Last())
            .Select(row => new CodeEntry(row.ActivityKey, row.NameVi, row.ActivityKey, null, null))
            .Append(new CodeEntry(
                "KHAC", "Nội dung chi khác, không có mức trần riêng", "Other, no ceiling of its own", null, null))]));
        Add(new CodeList("province", [.. Units.All.Select(unit =>
            new CodeEntry(unit.Code, unit.NameVi, unit.NameEn, unit.ValidFrom, unit.ValidTo))]));
        Transitions = StatusTransition.Read(files.Text("project-status-transitions.csv"), List("project_status"));
        Lists = [.. _lists.Keys.Append("commune").Order(StringComparer.Ordinal)];

        void Add(CodeList list) => _lists.Add(list.Name, list);
    }

    /// <summary>The data that this release carries.</summary>
    public static ReferenceData Embedded { get; } =
        new(ReferenceFiles.Embedded.VersionOn(AsOf), ReferenceFiles.Embedded);

    /// <summary>Reads a version.</summary>
    /// <param name="version">Its name, as <see cref="ReferenceFiles.VersionOn"/> gives it.</param>
    /// <param name="files">Its files; <see cref="ReferenceCheck"/> says all that is wrong with them.</param>
    /// <exception cref="FormatException">A file is not as it must be; the message names row and column.</exception>
    public static ReferenceData Read(string version, ReferenceFiles files)
    {
        try
        {
            return new ReferenceData(version, files);
        }
        catch (ArgumentException missing)
        {
            // A code twice, or a list that rules need and nobody has.
            throw new FormatException(missing.Message, missing);
        }
    }

    /// <summary>Day and short hash of all content; printed on every verdict.</summary>
    public string Version { get; }

    /// <summary>The files that it was read from.</summary>
    public ReferenceFiles Files { get; }

    /// <summary>Provinces and communes.</summary>
    public AdministrativeUnits Units { get; }

    /// <summary>Support ceilings of all times.</summary>
    public CeilingTable Ceilings { get; }

    /// <summary>Ceilings that provinces set for their local projects; empty until the ministry loads some.</summary>
    public CeilingTable LocalCeilings { get; }

    /// <summary>The steps of a project's life cycle.</summary>
    public IReadOnlyList<StatusTransition> Transitions { get; }

    /// <summary>Names of all code lists, in alphabetical order.</summary>
    public IReadOnlyList<string> Lists { get; }

    /// <summary>Today's 34 provinces, by code.</summary>
    public IReadOnlyList<ProvinceUnit> CurrentProvinces => Units.Current;

    /// <summary>
    /// The same data with another content of one file, checked whole; the version's hash changes with it.
    /// </summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    /// <exception cref="FormatException">
    /// The content is not as it must be; the message says all that is wrong, and where.
    /// </exception>
    public ReferenceData With(string name, string text)
    {
        if (ReferenceTables.Find(name) is null) throw new ArgumentException($"There is no file {name}.", nameof(name));
        var files = Files.With(name, Encoding.UTF8.GetBytes(text));
        var problems = ReferenceCheck.Run(files);
        return problems.Count == 0
            ? Read(files.VersionOn(AsOf), files)
            : throw new FormatException(string.Join('\n', problems));
    }

    /// <summary>
    /// True when a text is a code of a list on a day. A commune before 2025-07-01 cannot be checked: true.
    /// </summary>
    /// <param name="list">Name of the list.</param>
    /// <param name="code">Code.</param>
    /// <param name="on">The day on which the list is read.</param>
    /// <exception cref="ArgumentException">There is no such list.</exception>
    public bool IsCode(string list, string code, DateOnly on) => list == "commune"
        ? !KnowsCommunes(on) || Units.Commune(code, on) is not null
        : List(list).Find(code, on) is not null;

    /// <summary>The codes of a list that are valid on a day, in the order in which they are shown.</summary>
    /// <param name="list">Name of the list.</param>
    /// <param name="on">The day.</param>
    /// <exception cref="ArgumentException">There is no such list.</exception>
    public IReadOnlyList<CodeEntry> Codes(string list, DateOnly on) => list == "commune"
        ? [.. Units.CommunesOn(on).Select(unit => new CodeEntry(unit.Code, unit.NameVi, unit.NameVi, null, null))]
        : [.. List(list).Entries.Where(entry => entry.IsValid(on))];

    /// <summary>A list from code-lists.csv, activity_key or province.</summary>
    /// <param name="name">Name of the list.</param>
    /// <exception cref="ArgumentException">There is no such list.</exception>
    public CodeList List(string name) => _lists.TryGetValue(name, out var list)
        ? list
        : throw new ArgumentException($"There is no code list {name}.", nameof(name));

    /// <summary>
    /// The province that has a code on a day: one of 63 to 2025-06-30, one of 34 since; null when none.
    /// </summary>
    /// <param name="code">Two digits.</param>
    /// <param name="on">The day.</param>
    public ProvinceUnit? Province(string code, DateOnly on) => Units.Province(code, on);

    /// <summary>The one of the 63 provinces that had a code to 2025-06-30; null when none did.</summary>
    /// <param name="code">Two digits.</param>
    public ProvinceUnit? ProvinceBefore2025(string code) => Units.Before(code);

    /// <summary>Code of today's province that an old province belongs to; null when the old code is unknown.</summary>
    /// <param name="oldCode">Code to 2025-06-30.</param>
    public string? SuccessorOf(string oldCode) => Units.SuccessorOf(oldCode);

    /// <summary>
    /// The commune, ward or special zone that has a code on a day; null when none, and before 2025-07-01.
    /// </summary>
    /// <param name="code">Five digits.</param>
    /// <param name="on">The day.</param>
    public Commune? Commune(string code, DateOnly on) => Units.Commune(code, on);

    /// <summary>True when commune codes of a day are part of these data: since 2025-07-01.</summary>
    /// <param name="on">The day.</param>
    public static bool KnowsCommunes(DateOnly on) => on >= AdministrativeUnits.Reform;

    /// <summary>Number of communes, wards and special zones of a province on a day; 0 before 2025-07-01.</summary>
    /// <param name="province">One of the 34.</param>
    /// <param name="on">The day.</param>
    public int CommuneCount(string province, DateOnly on) => Units.CommuneCount(province, on);

    private static Dictionary<string, CodeList> ReadLists(string text)
    {
        var table = CsvTable.Parse("code-lists.csv", text,
            "list", "sort", "code", "name_vi", "name_en", "valid_from", "valid_to", "basis");
        return table.Rows.GroupBy(row => row.Required("list"), StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => new CodeList(group.Key, [.. group
                .OrderBy(row => row.Number64("sort") ?? throw row.Bad("sort", "is empty"))
                .Select(Entry)]),
            StringComparer.Ordinal);

        static CodeEntry Entry(CsvRow row)
        {
            row.Required("basis");
            return new CodeEntry(row.Required("code"), row.Required("name_vi"), row.Required("name_en"),
                row.Day("valid_from"), row.Day("valid_to"));
        }
    }
}
