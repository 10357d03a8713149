using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KcExchange.Server.Storage.Bulk;

/// <summary>
/// Writes many rows of one table at once, inside the transaction of a context: the one face behind which each database
/// has its fastest way. Tables and columns come from the EF model. Under the head lock it is known which rows exist, so
/// a row is either inserted or updated and no statement has to find out.
/// </summary>
internal abstract class BulkWriter
{
    private readonly ConcurrentDictionary<Type, object> _plans = new();

    /// <summary>Inserts rows whose keys are not in the table.</summary>
    public abstract Task InsertAsync<TRow>(ExchangeDb db, IReadOnlyList<TRow> rows)
        where TRow : class;

    /// <summary>Updates rows whose keys are in the table, each at most once.</summary>
    /// <param name="db">Context with an open transaction.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="properties">Properties to write; null = all but the key.</param>
    public abstract Task UpdateAsync<TRow>(
        ExchangeDb db, IReadOnlyList<TRow> rows, IReadOnlyCollection<string>? properties)
        where TRow : class;

    protected TablePlan<TRow> PlanOf<TRow>(IModel model)
        where TRow : class => (TablePlan<TRow>)_plans.GetOrAdd(typeof(TRow), _ => TablePlan<TRow>.Of(model));
}
