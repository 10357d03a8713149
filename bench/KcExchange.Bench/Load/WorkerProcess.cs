using System.Diagnostics;
using System.Text.Json;

namespace KcExchange.Bench.Load;

/// <summary>A process of the benchmark on its processors, with what it takes of them and of the memory.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _program;
    private readonly Process _process;

    private WorkerProcess(string program, Process process) => (_program, _process) = (program, process);

    public int Id => _process.Id;

    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Most memory it ever held, as the system counts it (VmHWM).</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Memory that it holds now.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts a program of the bench's own folder.</summary>
    /// <param name="processors">Processors that it may use (<see cref="Processors"/>).</param>
    /// <param name="program">Name without ending.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="environment">Added to the environment.</param>
    public static WorkerProcess Start(
        string processors, string program, IEnumerable<string> args,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? program + ".exe" : program);
        var start = Processors.On(processors, file, args);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new WorkerProcess(
            program, Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Gives an order and returns when the worker has prepared it.</summary>
    public async Task PrepareAsync<T>(T order)
    {
        await WriteAsync(JsonSerializer.Serialize(order));
        var line = await ReadAsync();
        if (line != WorkerDialogue.Ready) throw new InvalidOperationException($"A worker says: {line}");
    }

    /// <summary>Lets the worker do what it prepared.</summary>
    public async Task<T> GoAsync<T>()
    {
        await WriteAsync("go");
        return JsonSerializer.Deserialize<T>(await ReadAsync())
            ?? throw new InvalidOperationException("A worker answered nothing.");
    }

    /// <summary>The next line of its output.</summary>
    public async Task<string> ReadAsync() => await _process.StandardOutput.ReadLineAsync()
        ?? throw new InvalidOperationException($"A process of {_program} ended before its time.");

    /// <summary>Lets it write what it likes from now on.</summary>
    public void Ignore() => _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A worker ends with its input; a server does not listen to it.
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    /// <summary>Ends a program that does not listen to its input.</summary>
    public void Kill() => _process.Kill();

    private async Task WriteAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }
}
