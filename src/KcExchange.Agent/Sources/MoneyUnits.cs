namespace KcExchange.Agent.Sources;

/// <summary>
/// Which unit a column of money is in: as its heading says, else as the common information says, else as the caller
/// says.
/// Never guessed: a contradiction or silence is refused, a wrong unit would be wrong by a thousand.
/// </summary>
/// <param name="common">Unit of the common information; null = it gives none.</param>
/// <param name="fallback">Unit that the caller gives; null = none.</param>
internal sealed class MoneyUnits(MoneyUnit? common, MoneyUnit? fallback)
{
    /// <summary>The unit of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="heading">Unit in brackets in its heading; empty = none.</param>
    /// <param name="at">The heading's cell.</param>
    /// <exception cref="SourceException">The unit is unknown or contradicts the common information.</exception>
    public MoneyUnit Of(ColumnLayout column, string heading, CellRef at)
    {
        if (!column.IsMoney) return MoneyUnit.Dong;
        if (heading.Length == 0)
            return common ?? fallback ?? throw new SourceException(Messages.Workbook.NoUnit(column.Info.LabelVi, at));
        var unit = MoneyUnit.Parse(heading)
            ?? throw new SourceException(Messages.Workbook.UnknownUnit(heading, at));
        if (common is not null && common != unit)
            throw new SourceException(Messages.Workbook.UnitsDisagree(column.Info.LabelVi, at, unit, common));
        return unit;
    }
}
