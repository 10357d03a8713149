namespace KcExchange.Agent.Sources;

/// <summary>
/// Which unit a column of money is in: as its heading says, else as the rows above the table say, else as the common
/// information says, else as the caller says. Never guessed: a contradiction or silence is refused, a wrong unit would
/// be wrong by a thousand.
/// </summary>
/// <param name="common">Unit of the common information; null = it gives none.</param>
/// <param name="fallback">Unit that the caller gives; null = none.</param>
internal sealed class MoneyUnits(MoneyUnit? common, MoneyUnit? fallback)
{
    /// <summary>The unit of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="heading">Unit in brackets in its heading; empty = none.</param>
    /// <param name="at">The heading's cell.</param>
    /// <param name="title">Unit that the sheet states above the table; null = none.</param>
    /// <param name="example">Gives a number of the column, for the question to the clerk.</param>
    /// <exception cref="UnknownUnitException">Nobody says it.</exception>
    /// <exception cref="SourceException">The unit is not known, or two places contradict each other.</exception>
    public MoneyUnit Of(ColumnLayout column, string heading, CellRef at, TitleUnit? title, Func<decimal?> example)
    {
        if (!column.IsMoney) return MoneyUnit.Dong;
        if (title is not null && common is not null && title.Unit != common)
            throw new SourceException(Messages.Mapping.TitleDisagrees(title, common));
        if (heading.Length == 0)
            return title?.Unit ?? common ?? fallback
                ?? throw new UnknownUnitException(column.Info.LabelVi, at, example());
        var unit = Known(heading, at);
        if (title is not null && title.Unit != unit)
            throw new SourceException(Messages.Mapping.HeadingDisagrees(column.Info.LabelVi, at, unit, title));
        if (common is not null && common != unit)
            throw new SourceException(Messages.Workbook.UnitsDisagree(column.Info.LabelVi, at, unit, common));
        return unit;
    }

    /// <summary>The unit of a column for which a mapping gives it: only the heading itself may contradict.</summary>
    /// <param name="column">The column.</param>
    /// <param name="mapped">Unit that the mapping gives.</param>
    /// <param name="heading">Unit in brackets in its heading; empty = none.</param>
    /// <param name="at">The heading's cell.</param>
    /// <exception cref="SourceException">The heading gives another one.</exception>
    public static MoneyUnit Mapped(ColumnLayout column, MoneyUnit mapped, string heading, CellRef at) =>
        heading.Length > 0 && Known(heading, at) is var unit && unit != mapped
            ? throw new SourceException(Messages.Mapping.MappingDisagrees(column.Info.LabelVi, at, unit, mapped))
            : mapped;

    private static MoneyUnit Known(string text, CellRef at) => MoneyUnit.Parse(TitleUnit.Plain(text))
        ?? throw new SourceException(Messages.Workbook.UnknownUnit(text, at));
}
