using System.Globalization;
using KcExchange.Agent.Outbox;
using Microsoft.Extensions.Logging;

namespace KcExchange.Agent;

/// <summary>The log: agent.log in the outbox's folder, one line per event, details of exceptions below it.</summary>
/// <param name="folder">Folder of the outbox.</param>
/// <param name="time">Clock.</param>
internal sealed class AgentLogFile(string folder, TimeProvider time) : ILogger
{
    private readonly Lock _gate = new();

    /// <summary>Where it is.</summary>
    internal string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), "agent.log");

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var at = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var line = $"{at} {logLevel,-11} {eventId.Id,2} {formatter(state, exception)}\n";
        if (exception is not null) line += exception + "\n";
        try
        {
            lock (_gate)
            {
                PrivateFolder.Make(System.IO.Path.GetDirectoryName(Path)!);
                File.AppendAllText(Path, line);
            }
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // A log that can't be written must not stop a submission; the clerk is told by the outbox soon enough.
        }
    }
}
