namespace KcExchange.Contracts.Reference;

/// <summary>The most that one expense may be supported with, in one period of validity.</summary>
/// <param name="ActivityKey">Expense; the project's activity_key.</param>
/// <param name="NameVi">Expense in words.</param>
/// <param name="UnitVi">What the cap counts: cơ sở, mô hình, lần, cụm công nghiệp …</param>
/// <param name="MaxBasisPoints">Largest share of the item's cost in basis points (3000 = 30 %); null = no
/// share.</param>
/// <param name="CapVnd">Largest amount per unit in đồng; null = no amount.</param>
/// <param name="Instrument">Circular and article.</param>
/// <param name="ValidFrom">First day, by the project's approval date.</param>
/// <param name="ValidTo">Last day; null = open.</param>
/// <param name="Source">Where the value was read.</param>
/// <param name="Status">How sure it is.</param>
public sealed record SupportCeiling(
    string ActivityKey, string NameVi, string UnitVi, int? MaxBasisPoints, long? CapVnd, string Instrument,
    DateOnly ValidFrom, DateOnly? ValidTo, string Source, string Status)
{
    /// <summary>Row that says by how much a priority ground raises the caps: a measure laid over others.</summary>
    public const string PriorityMultiplier = "PRIORITY_MULTIPLIER";

    /// <summary>Row that says how much of a project's estimate its management may cost.</summary>
    public const string ManagementOfUnit = "MANAGEMENT_UNIT";

    /// <summary>Row that says how much of a year's funds their management by the agency may cost.</summary>
    public const string ManagementOfAgency = "MANAGEMENT_AGENCY";

    /// <summary>Columns of support-ceilings.csv.</summary>
    internal static readonly string[] Columns =
    [
        "activity_key", "name_vi", "unit_vi", "max_percent", "cap_vnd", "instrument", "valid_from", "valid_to",
        "source", "status",
    ];

    /// <summary>
    /// True when the cap is for each establishment, so for each beneficiary; otherwise it is for the whole project, as
    /// many times as the project has units.
    /// </summary>
    public bool IsPerEstablishment { get; } = UnitVi is "cơ sở" or "doanh nghiệp";

    /// <summary>A row that is no expense of a project but a measure laid over others.</summary>
    internal bool IsActivity =>
        ActivityKey != PriorityMultiplier && !ActivityKey.StartsWith("MANAGEMENT_", StringComparison.Ordinal);

    /// <summary>True when it applies to a project of a day.</summary>
    /// <param name="day">The day.</param>
    public bool IsValid(DateOnly day) => day >= ValidFrom && (ValidTo is null || day <= ValidTo);

    /// <summary>Reads the table.</summary>
    /// <param name="text">Content of support-ceilings.csv.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static CeilingTable Read(string text) => new(
        CsvTable.Parse("support-ceilings.csv", text, Columns).Rows.Select(row => (row, "", Of(row))));

    /// <summary>Reads the provinces' own table: the same columns after the province's code.</summary>
    /// <param name="text">Content of local-ceilings.csv.</param>
    /// <param name="units">Provinces.</param>
    /// <param name="known">The ministry's ceilings: a province has one for an expense that is among them.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static CeilingTable ReadLocal(string text, AdministrativeUnits units, CeilingTable known)
    {
        return new CeilingTable(CsvTable.Parse("local-ceilings.csv", text, ["province_code", .. Columns]).Rows
            .Select(row => (row, Province(row), Known(row))));

        SupportCeiling Known(CsvRow row) => known.Rows.Any(other => other.ActivityKey == row.Text("activity_key"))
            ? Of(row)
            : throw row.Bad("activity_key", "is no expense of support-ceilings.csv");

        string Province(CsvRow row) =>
            units.Province(row.Required("province_code"), row.Day("valid_from") ?? default) is not null
                ? row.Text("province_code")
                : throw row.Bad("province_code", "is no province on the first day of the row");
    }

    private static SupportCeiling Of(CsvRow row)
    {
        var ceiling = new SupportCeiling(
            row.Required("activity_key"), row.Required("name_vi"), row.Required("unit_vi"),
            row.BasisPoints("max_percent"), row.Number64("cap_vnd"), row.Required("instrument"),
            row.Day("valid_from") ?? throw row.Bad("valid_from", "is empty"), row.Day("valid_to"),
            row.Required("source"), row.Required("status"));
        if (ceiling is { MaxBasisPoints: null, CapVnd: null })
            throw row.Bad("cap_vnd", "is empty, and so is max_percent");
        return ceiling.ValidTo < ceiling.ValidFrom ? throw row.Bad("valid_to", "is before valid_from") : ceiling;
    }
}
