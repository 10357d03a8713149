namespace KcExchange.Contracts.Reference;

/// <summary>A ceiling that a province set for its own local projects, in one period of validity (KC-PRJ-020).</summary>
/// <param name="ProvinceCode">Province, by its code on the first day of validity.</param>
/// <param name="Ceiling">The ceiling.</param>
public sealed record LocalCeiling(string ProvinceCode, SupportCeiling Ceiling)
{
    /// <summary>Reads the table.</summary>
    /// <param name="text">Content of local-ceilings.csv.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static IReadOnlyList<LocalCeiling> Read(string text)
    {
        var table = CsvTable.Parse(ReferenceTables.LocalCeilings, text,
            ReferenceTables.Find(ReferenceTables.LocalCeilings)!.Header);
        return [.. table.Rows.Select(row =>
            new LocalCeiling(row.Required("province_code"), SupportCeiling.Of(row)))];
    }
}
