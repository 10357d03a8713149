using KcExchange.Agent.Sources;
using Spectre.Console;

namespace KcExchange.Agent.Commands;

/// <summary>
/// Where a command writes: a screen with colours and a moving bar, or plain text where output is redirected.
/// </summary>
internal sealed class AgentTerminal
{
    /// <summary>Tables for a file or a pipe are as wide as this; there is no screen to ask.</summary>
    private const int PlainWidth = 140;

    private bool _inputRedirected;

    private AgentTerminal(IAnsiConsole console, TextWriter error, bool moving) =>
        (Console, Error, Moving) = (console, error, moving);

    /// <summary>Tables and the bar.</summary>
    internal IAnsiConsole Console { get; }

    /// <summary>Sentences on what could not be done.</summary>
    internal TextWriter Error { get; }

    /// <summary>A bar may move.</summary>
    internal bool Moving { get; }

    /// <summary>Somebody sits before it who can be asked.</summary>
    internal bool CanAsk => Moving && Console.Profile.Capabilities.Ansi && !_inputRedirected;

    /// <summary>The terminal of this process.</summary>
    internal static AgentTerminal OfProcess() => System.Console.IsOutputRedirected
        ? Plain(System.Console.Out, System.Console.Error)
        : new AgentTerminal(AnsiConsole.Console, System.Console.Error, AnsiConsole.Profile.Capabilities.Interactive)
        {
            _inputRedirected = System.Console.IsInputRedirected,
        };

    /// <summary>A console that another program of ours holds.</summary>
    internal static AgentTerminal Of(IAnsiConsole console, TextWriter error) =>
        new(console, error, console.Profile.Capabilities.Interactive);

    /// <summary>Plain text, without colours and without a bar.</summary>
    internal static AgentTerminal Plain(TextWriter output, TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = PlainWidth;
        return new AgentTerminal(console, error, moving: false);
    }

    /// <summary>A line as it is: never wrapped, never read as markup.</summary>
    internal void Line(string text) => Console.Profile.Out.Writer.WriteLine(text);

    /// <summary>A sentence on what could not be done, in both languages.</summary>
    internal void Fail(Bilingual sentence)
    {
        Error.WriteLine(sentence.Vi);
        Error.WriteLine(sentence.En);
    }
}
