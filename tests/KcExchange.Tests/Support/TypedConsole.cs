using Spectre.Console;
using Spectre.Console.Rendering;

namespace KcExchange.Tests.Support;

/// <summary>A terminal that writes into a text and at which given keys are pressed, one after the other.</summary>
internal sealed class TypedConsole : IAnsiConsole, IAnsiConsoleInput
{
    private readonly IAnsiConsole _console;
    private readonly Queue<ConsoleKeyInfo> _keys;

    public TypedConsole(TextWriter output, IEnumerable<ConsoleKeyInfo> keys)
    {
        _keys = new Queue<ConsoleKeyInfo>(keys);
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        _console.Profile.Width = 160;
    }

    public Profile Profile => _console.Profile;

    public IAnsiConsoleCursor Cursor => _console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => _console.ExclusivityMode;

    public RenderPipeline Pipeline => _console.Pipeline;

    public void Clear(bool home) => _console.Clear(home);

    public void Write(IRenderable renderable) => _console.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => _console.WriteAnsi(action);

    public bool IsKeyAvailable() => _keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => _keys.TryDequeue(out var key) ? key : null;

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) =>
        Task.FromResult(ReadKey(intercept));
}
