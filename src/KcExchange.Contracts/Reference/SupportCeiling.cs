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
    /// <summary>A row that is no expense of a project but a measure laid over others.</summary>
    internal bool IsActivity =>
        ActivityKey != "PRIORITY_MULTIPLIER" && !ActivityKey.StartsWith("MANAGEMENT_", StringComparison.Ordinal);

    /// <summary>Reads the table.</summary>
    /// <param name="text">Content of support-ceilings.csv.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static IReadOnlyList<SupportCeiling> Read(string text)
    {
        var table = CsvTable.Parse("support-ceilings.csv", text, "activity_key", "name_vi", "unit_vi", "max_percent",
            "cap_vnd", "instrument", "valid_from", "valid_to", "source", "status");
        return [.. table.Rows.Select(Of)];
    }

    /// <summary>The ceiling in a row with the columns of support-ceilings.csv.</summary>
    internal static SupportCeiling Of(CsvRow row) => new(
        row.Required("activity_key"), row.Required("name_vi"), row.Required("unit_vi"),
        row.BasisPoints("max_percent"), row.Number64("cap_vnd"), row.Required("instrument"),
        row.Day("valid_from") ?? throw row.Bad("valid_from", "is empty"), row.Day("valid_to"),
        row.Required("source"), row.Required("status"));
}
