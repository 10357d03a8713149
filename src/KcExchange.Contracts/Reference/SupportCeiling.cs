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

    /// <summary>Reads the ministry's table.</summary>
    /// <param name="text">Content of support-ceilings.csv.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static CeilingTable Read(string text) => new(
        ReferenceTables.Parse(ReferenceTables.SupportCeilings, text).Rows.Select(row => ("", Of(row))));

    /// <summary>Reads the provinces' own table: the same columns after the province's code.</summary>
    /// <param name="text">Content of local-ceilings.csv.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static CeilingTable ReadLocal(string text) => new(
        ReferenceTables.Parse(ReferenceTables.LocalCeilings, text).Rows
            .Select(row => (row.Required("province_code"), Of(row))));

    private static SupportCeiling Of(CsvRow row) => new(
        row.Required("activity_key"), row.Required("name_vi"), row.Required("unit_vi"),
        row.BasisPoints("max_percent"), row.Number64("cap_vnd"), row.Required("instrument"),
        row.Day("valid_from") ?? throw row.Bad("valid_from", "is empty"), row.Day("valid_to"),
        row.Required("source"), row.Required("status"));
}
