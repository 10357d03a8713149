using System.CommandLine;
using System.CommandLine.Parsing;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Commands;

/// <summary>What is wrong with a command line. The parser itself says it in English only.</summary>
internal static class CommandLineText
{
    /// <summary>The first thing that is wrong; null: nothing is.</summary>
    /// <param name="parsed">The command line.</param>
    internal static Bilingual? Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return null;
        var command = parsed.CommandResult.Command;
        if (parsed.Errors.Select(error => error.SymbolResult).OfType<OptionResult>()
            .FirstOrDefault(option => option.IdentifierTokenCount == 0) is { } needed)
            return Messages.Program.NoOption(command.Name, needed.Option.Name);
        if (parsed.UnmatchedTokens is [var word, ..]) return Unknown(parsed, word);
        if (command is RootCommand)
            return Messages.Program.NoCommand(command.Subcommands.Select(known => known.Name));
        if (parsed.Errors[0].SymbolResult is { } at && OptionOf(at) is { } option)
            return option.Tokens.Count switch
            {
                0 => Messages.Program.NoValue(option.Option.Name),
                > 1 => Messages.Program.OptionTwice(option.Option.Name),
                _ => Messages.Settings.BadValue(option.Option.Name, option.Tokens[0].Value),
            };
        return Messages.Program.NoFile(command.Name);
    }

    private static Bilingual Unknown(ParseResult parsed, string word)
    {
        if (!word.StartsWith('-') && parsed.CommandResult.Command is not RootCommand)
            return Messages.Program.OneWordTooMany(word);
        var known = parsed.RootCommandResult.Command.Options.Concat(parsed.CommandResult.Command.Options)
            .Cast<Symbol>().Concat(parsed.CommandResult.Command.Subcommands).Select(symbol => symbol.Name);
        return Messages.Program.UnknownWord(word, VietnameseText.Nearest(word, known));
    }

    private static OptionResult? OptionOf(SymbolResult at) => at as OptionResult ?? at.Parent as OptionResult;
}
