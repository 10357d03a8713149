using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KcExchange.Tests.Support;

/// <summary>Listens to what one server asks of its database; other servers of the test run are not counted.</summary>
internal sealed class CountedCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>,
    IDisposable
{
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private readonly string _database;
    private int _begun;

    public CountedCommands(TestServer server)
    {
        _database = DatabaseOf(server.OpenStore().Database.GetDbConnection());
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Transactions that were asked for, whether the database let them begin yet or not.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>The commands since the last call, in order.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> taken = [];
        while (_texts.TryDequeue(out var text)) taken.Add(text);
        return taken;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData command
            && DatabaseOf(command.Connection) == _database)
            _texts.Enqueue(command.Command.CommandText);
        if (value.Key == RelationalEventId.TransactionStarting.Name
            && value.Value is TransactionStartingEventData { Context: { } asking }
            && DatabaseOf(asking.Database.GetDbConnection()) == _database)
            Interlocked.Increment(ref _begun);
    }

    /// <summary>The file, or host and database.</summary>
    private static string DatabaseOf(DbConnection connection) => $"{connection.DataSource}/{connection.Database}";

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }
}
