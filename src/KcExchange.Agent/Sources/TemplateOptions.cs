using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>What a template is made for, and what it already holds.</summary>
public sealed record TemplateOptions
{
    /// <summary>Day whose code lists are offered.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What the sheet of common information already says; its body is not read.</summary>
    public ExchangeRecord Common { get; init; } = new();

    /// <summary>Records that the sheets already hold, in this order.</summary>
    public IReadOnlyList<ExchangeRecord> Records { get; init; } = [];

    /// <summary>Unit in which the workbook states money.</summary>
    public MoneyUnit Unit { get; init; } = MoneyUnit.Dong;

    /// <summary>Code lists and units that are offered.</summary>
    public ReferenceData Reference { get; init; } = ReferenceData.Embedded;

    /// <summary>
    /// Cells with something else than the record says: samples have mistakes that no record can hold.
    /// </summary>
    internal IReadOnlyDictionary<CellRef, RawCell> Overrides { get; init; } = new Dictionary<CellRef, RawCell>();

    /// <summary>Rows above the headings, by sheet: clerks' tables have titles, which no template has.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Titles { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}
