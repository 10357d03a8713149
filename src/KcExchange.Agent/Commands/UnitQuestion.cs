using System.Globalization;
using KcExchange.Agent.Options;
using KcExchange.Agent.Sources;
using Spectre.Console;

namespace KcExchange.Agent.Commands;

/// <summary>
/// Reads a file for check and submit. Where nothing says in which unit its money is, the clerk is asked, with one of
/// the file's own numbers in each unit; where nobody can be asked, the file is refused.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="terminal">Where the question is put.</param>
internal sealed class UnitQuestion(AgentOptions options, AgentTerminal terminal)
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">Path.</param>
    /// <exception cref="SourceException">The file cannot be read.</exception>
    internal SourceBook Read(string file)
    {
        try
        {
            return SourceFormats.Read(file, options.Reading);
        }
        catch (UnknownUnitException unknown) when (terminal.CanAsk)
        {
            return SourceFormats.Read(file, options.Reading with { Unit = Ask(unknown) });
        }
    }

    private MoneyUnit Ask(UnknownUnitException unknown) => terminal.Console.Prompt(new SelectionPrompt<MoneyUnit>()
        .Title(Markup.Escape(Messages.Mapping.AskUnit(unknown.Label, unknown.At).In(options.Language)))
        .UseConverter(unit => Markup.Escape(Messages.Mapping.UnitChoice(
            unit, unknown.Example is { } number ? Text(number) : "",
            unknown.Example is { } amount ? Text(amount * unit.Factor) : "").In(options.Language)))
        .AddChoices(MoneyUnit.All));

    /// <summary>As Vietnamese write numbers: 1.234,5.</summary>
    private static string Text(decimal number) => number.ToString("#,##0.###", CultureInfo.InvariantCulture)
        .Replace(',', ' ').Replace('.', ',').Replace(' ', '.');
}
