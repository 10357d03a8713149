namespace KcExchange.Server.Ledger;

/// <summary>Reads a table page by page, the next page while the last one is worked on: each a short read.</summary>
internal static class ReadAhead
{
    /// <summary>Rows of one page.</summary>
    public const int PageRows = 1000;

    /// <summary>Pages until an empty one.</summary>
    /// <param name="read">Reads the page after a row; null = the first page.</param>
    public static async IAsyncEnumerable<List<T>> PagesAsync<T>(Func<T?, Task<List<T>>> read)
        where T : class
    {
        var reading = Task.Run(() => read(null));
        try
        {
            while (await reading is { Count: > 0 } page)
            {
                reading = Task.Run(() => read(page[^1]));
                yield return page;
            }
        }
        finally
        {
            // Whoever stops early leaves a read under way: it ends before the store is closed.
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
