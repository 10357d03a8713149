using KcExchange.Server.Operations;

namespace KcExchange.Server.Storage;

/// <summary>THE list of databases.</summary>
internal static class StorageProviders
{
    private static readonly Dictionary<string, Func<ServerOptions, StorageProvider>> Known =
        new(StringComparer.OrdinalIgnoreCase)
        {
            [SqliteStorage.ProviderName] = options => new SqliteStorage(options),
            [PostgresStorage.ProviderName] = options => new PostgresStorage(options),
            [SqlServerStorage.ProviderName] = options => new SqlServerStorage(options),
        };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <exception cref="StoreNotReadyException">No such provider.</exception>
    public static StorageProvider Create(ServerOptions options) =>
        Known.TryGetValue(options.Storage.Provider, out var create)
            ? create(options)
            : throw new StoreNotReadyException(
                $"Storage:Provider \"{options.Storage.Provider}\" is unknown; there are {string.Join(", ", Names)}.");
}
