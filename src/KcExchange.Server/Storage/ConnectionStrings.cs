using System.Data.Common;
using KcExchange.Server.Operations;

namespace KcExchange.Server.Storage;

/// <summary>Reads connection strings; what is wrong with one is said without quoting it.</summary>
internal static class ConnectionStrings
{
    /// <exception cref="StoreNotReadyException">There is none, or it cannot be read.</exception>
    public static T Read<T>(string provider, ServerOptions options, Func<string, T> read)
        where T : DbConnectionStringBuilder
    {
        if (options.Storage.ConnectionString.Length == 0)
            throw new StoreNotReadyException($"Storage:Provider {provider} needs Storage:ConnectionString.");
        return ReadOrEmpty(provider, options, read);
    }

    /// <exception cref="StoreNotReadyException">It cannot be read.</exception>
    public static T ReadOrEmpty<T>(string provider, ServerOptions options, Func<string, T> read)
        where T : DbConnectionStringBuilder
    {
        try
        {
            return read(options.Storage.ConnectionString);
        }
        catch (Exception unread) when (unread is ArgumentException or FormatException or InvalidOperationException)
        {
            // The driver quotes the keyword that it does not know: after a ';' too much that is part of a password.
            throw new StoreNotReadyException(
                $"Storage:ConnectionString is none of {provider}: Keyword=value pairs with ';' between; "
                + "a value that holds ';' stands in quotes.");
        }
    }
}
