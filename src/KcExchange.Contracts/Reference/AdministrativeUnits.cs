namespace KcExchange.Contracts.Reference;

/// <summary>A province or centrally-run city in one period of validity.</summary>
/// <param name="Code">Two-digit statistical code; seven codes mean another province before 2025-07-01.</param>
/// <param name="NameVi">Name without "tỉnh" or "thành phố".</param>
/// <param name="NameEn">Name without diacritics; not official.</param>
/// <param name="IsCity">A centrally-run city.</param>
/// <param name="ValidFrom">First day; null = before our data begin.</param>
/// <param name="ValidTo">Last day; null = open.</param>
public sealed record ProvinceUnit(
    string Code, string NameVi, string NameEn, bool IsCity, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    /// <summary>True when the unit exists on a day.</summary>
    /// <param name="day">The day.</param>
    public bool IsValid(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day <= ValidTo);
}

/// <summary>What a unit of the commune level is.</summary>
public enum CommuneType
{
    /// <summary>Phường.</summary>
    Ward,

    /// <summary>Xã.</summary>
    Commune,

    /// <summary>Đặc khu.</summary>
    SpecialZone,
}

/// <summary>A commune, ward or special zone.</summary>
/// <param name="Code">Five-digit statistical code, since 2025-07-01.</param>
/// <param name="NameVi">Name without its type; spelling varies between versions ("Hòa", "Hoà"): never join on
/// it.</param>
/// <param name="Type">Type.</param>
/// <param name="ProvinceCode">Province, one of the 34.</param>
public sealed record Commune(string Code, string NameVi, CommuneType Type, string ProvinceCode);

/// <summary>A province code that means another province since 2025-07-01.</summary>
/// <param name="Code">The code.</param>
/// <param name="NameBefore">Province that had it to 2025-06-30.</param>
/// <param name="NameSince">Province that has it since 2025-07-01.</param>
/// <param name="OldCodeOfNewName">Code that today's holder had before.</param>
public sealed record ReusedProvinceCode(string Code, string NameBefore, string NameSince, string OldCodeOfNewName);

/// <summary>Provinces and communes with their dates (QĐ 19/2025/QĐ-TTg; Resolution 30/2026/QH16).</summary>
public sealed class AdministrativeUnits
{
    /// <summary>The day on which 63 provinces became 34 and the district level ended.</summary>
    public static readonly DateOnly Reform = new(2025, 7, 1);

    /// <summary>The day on which Đồng Nai became a city and ten of its communes wards.</summary>
    private static readonly DateOnly SecondCommunes = new(2026, 4, 30);

    private readonly Dictionary<string, ProvinceUnit[]> _now;
    private readonly Dictionary<string, (ProvinceUnit Unit, string Successor)> _before;
    private readonly Dictionary<string, Commune> _communesFirst;
    private readonly Dictionary<string, Commune> _communesSecond;
    private readonly Dictionary<string, int> _countFirst;
    private readonly Dictionary<string, int> _countSecond;

    /// <summary>Reads the units.</summary>
    /// <param name="file">Gives a file's content by name.</param>
    /// <exception cref="FormatException">A file is not as it must be; the message names row and column.</exception>
    internal AdministrativeUnits(Func<string, string> file)
    {
        var dated = CsvTable.Parse("provinces-34-dated.csv", file("provinces-34-dated.csv"),
            "code", "name_vi", "name_en", "type", "valid_from", "valid_to");
        _now = dated.Rows.Select(row => Province(row, row.Day("valid_from"))).GroupBy(unit => unit.Code)
            .ToDictionary(
                group => group.Key, group => group.OrderBy(unit => unit.ValidFrom).ToArray(), StringComparer.Ordinal);
        var before = CsvTable.Parse("provinces-63.csv", file("provinces-63.csv"),
            "code", "name_vi", "name_en", "type", "valid_to", "successor_code");
        _before = before.Rows.ToDictionary(
            row => row.Required("code"), row => (Province(row, null), Known(row, "successor_code")),
            StringComparer.Ordinal);
        var reused = CsvTable.Parse("province-code-collisions.csv", file("province-code-collisions.csv"),
            "code", "name_before_2025_07_01", "name_since_2025_07_01", "old_code_of_new_name");
        Reused = [.. reused.Rows.Select(row => new ReusedProvinceCode(
            Known(row, "code"), row.Required("name_before_2025_07_01"), row.Required("name_since_2025_07_01"),
            row.Required("old_code_of_new_name")))];
        _communesFirst = Communes(file, "communes-2025-07-01.csv");
        _communesSecond = Communes(file, "communes.csv");
        _countFirst = Count(_communesFirst);
        _countSecond = Count(_communesSecond);
        Current = [.. _now.Values.Select(units => units[^1]).OrderBy(unit => unit.Code, StringComparer.Ordinal)];
    }

    /// <summary>Today's 34 provinces, by code.</summary>
    public IReadOnlyList<ProvinceUnit> Current { get; }

    /// <summary>The seven reused codes.</summary>
    public IReadOnlyList<ReusedProvinceCode> Reused { get; }

    /// <summary>All units of all times: the 63, then the 34.</summary>
    public IEnumerable<ProvinceUnit> All =>
        _before.Values.Select(old => old.Unit).Concat(_now.Values.SelectMany(units => units));

    /// <summary>The province that has a code on a day; null when none does.</summary>
    /// <param name="code">Two digits.</param>
    /// <param name="on">The day.</param>
    public ProvinceUnit? Province(string code, DateOnly on)
    {
        if (on < Reform) return Before(code);
        if (!_now.TryGetValue(code, out var units)) return null;
        foreach (var unit in units)
            if (unit.IsValid(on)) return unit;
        return null;
    }

    /// <summary>The one of the 63 provinces that had a code to 2025-06-30; null when none did.</summary>
    /// <param name="code">Two digits.</param>
    public ProvinceUnit? Before(string code) => _before.TryGetValue(code, out var old) ? old.Unit : null;

    /// <summary>
    /// True when any province had a code at any time: codes inside project and centre codes stay as issued.
    /// </summary>
    /// <param name="code">Two digits.</param>
    public bool WasEverProvince(ReadOnlySpan<char> code) =>
        _before.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(code)
        || _now.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(code);

    /// <summary>
    /// Code of the one of the 34 that an old province became part of; null when the old code is unknown.
    /// </summary>
    /// <param name="oldCode">Code to 2025-06-30.</param>
    public string? SuccessorOf(string oldCode) => _before.TryGetValue(oldCode, out var old) ? old.Successor : null;

    /// <summary>The commune that has a code on a day; null when none does, and always before 2025-07-01.</summary>
    /// <param name="code">Five digits.</param>
    /// <param name="on">The day.</param>
    public Commune? Commune(string code, DateOnly on) =>
        on < Reform ? null : (on < SecondCommunes ? _communesFirst : _communesSecond).GetValueOrDefault(code);

    /// <summary>Number of communes, wards and special zones of a province on a day; 0 before 2025-07-01.</summary>
    /// <param name="province">One of the 34.</param>
    /// <param name="on">The day.</param>
    public int CommuneCount(string province, DateOnly on) =>
        on < Reform ? 0 : (on < SecondCommunes ? _countFirst : _countSecond).GetValueOrDefault(province);

    /// <summary>All communes on a day, by code; none before 2025-07-01.</summary>
    /// <param name="on">The day.</param>
    public IEnumerable<Commune> CommunesOn(DateOnly on) =>
        on < Reform ? [] : (on < SecondCommunes ? _communesFirst : _communesSecond).Values;

    /// <summary>What a commune code meant at any time, oldest first.</summary>
    /// <param name="code">Five digits.</param>
    internal IEnumerable<(Commune Unit, DateOnly From, DateOnly? To)> CommuneMeanings(string code)
    {
        if (_communesFirst.TryGetValue(code, out var first))
            yield return (first, Reform, SecondCommunes.AddDays(-1));
        if (_communesSecond.TryGetValue(code, out var second)) yield return (second, SecondCommunes, null);
    }

    private static ProvinceUnit Province(CsvRow row, DateOnly? from) => new(
        row.Required("code"), row.Required("name_vi"), row.Required("name_en"),
        row.Required("type") switch
        {
            "tinh" => false,
            "thanh_pho_truc_thuoc_trung_uong" => true,
            _ => throw row.Bad("type", "is no type of province"),
        },
        from, row.Day("valid_to"));

    private string Known(CsvRow row, string column) =>
        _now.ContainsKey(row.Required(column))
            ? row.Text(column)
            : throw row.Bad(column, "is none of the 34 provinces");

    private Dictionary<string, Commune> Communes(Func<string, string> file, string name) =>
        CsvTable.Parse(name, file(name), "code", "name_vi", "type", "province_code").Rows.ToDictionary(
            row => row.Required("code"),
            row => new Commune(row.Text("code"), row.Required("name_vi"),
                row.Required("type") switch
                {
                    "phuong" => CommuneType.Ward,
                    "xa" => CommuneType.Commune,
                    "dac_khu" => CommuneType.SpecialZone,
                    _ => throw row.Bad("type", "is no type of commune"),
                },
                Known(row, "province_code")),
            StringComparer.Ordinal);

    private static Dictionary<string, int> Count(Dictionary<string, Commune> communes) =>
        communes.Values.GroupBy(commune => commune.ProvinceCode)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
