using System.Text;
using Microsoft.Extensions.Logging;

namespace KcExchange.Demo;

/// <summary>
/// Passes everything on and remembers its lines: the demo reads the agent's totals as a script would.
/// </summary>
internal sealed class KeepingWriter(TextWriter inner) : TextWriter
{
    private readonly StringBuilder _kept = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        inner.Write(value);
        _kept.Append(value);
    }

    /// <summary>The last line that begins with a word; empty when there is none.</summary>
    public string LastLine(string beginning) =>
        _kept.ToString().Split('\n').LastOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) ?? "";
}

/// <summary>The server's log in a file, so that the terminal shows what the agent says.</summary>
internal sealed class FileLog : ILoggerProvider, ILogger
{
    private readonly StreamWriter _file;

    private readonly Lock _writing = new();

    public FileLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (_writing)
            _file.WriteLine($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}");
    }

    public void Dispose() => _file.Dispose();
}
