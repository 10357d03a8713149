using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server;

/// <summary>
/// `KcExchange.Server` runs the server; `KcExchange.Server pki …` keeps its certificates, `… reference …` the law as
/// data, `… db …` the schema; `… verify`, `… anchor`, `… backup` and `… restore` keep the store.
/// </summary>
internal static class Program
{
    private const int CouldNotRun = 2;

    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand(
            "KcExchange server: takes the provinces' records, judges and keeps them.\n"
            + "Settings are given as --Name=value, e.g. --Port=7443 --ListenAddress=0.0.0.0 --DataDirectory=FOLDER, in "
            + "the environment as KCX_Name, or in appsettings.json; README.md and ServerOptions.cs name them all.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        var time = TimeProvider.System;
        ServerOptions OfCommand() => Patient(Options([.. args.Where(IsSetting)]));
        root.Subcommands.Add(PkiCommands.Build(OfCommand, time));
        root.Subcommands.Add(
            new ReferenceCommands(OfCommand, time, Console.IsInputRedirected ? null : Ask).Build());
        root.Subcommands.Add(DatabaseCommands.Build(OfCommand));
        var ledger = new LedgerCommands(OfCommand, time);
        root.Subcommands.Add(ledger.BuildVerify());
        root.Subcommands.Add(ledger.BuildAnchor());
        var store = new StoreCommands(OfCommand, time);
        root.Subcommands.Add(store.BuildBackup());
        root.Subcommands.Add(store.BuildRestore());
        root.SetAction(async (parsed, cancellation) =>
        {
            var wrong = parsed.UnmatchedTokens.FirstOrDefault(token => !IsSetting(token));
            if (wrong is not null)
                throw new ArgumentException($"\"{wrong}\" is neither a command nor a setting (--Name=value).");
            await using var app = await ServerApp.BuildAsync(Options([.. parsed.UnmatchedTokens]), time);
            await app.RunAsync(cancellation);
            return 0;
        });
        try
        {
            // Settings such as --Port=7443 are read by the configuration, not by the command line's grammar.
            var words = args.Where(arg => !IsSetting(arg) || args.Length == 0).ToArray();
            var isServer = words.Length == 0;
            var parsed = root.Parse(isServer ? args : words);
            if (parsed is { Action: ParseErrorAction, Errors: [var wrong, ..] })
                throw new ArgumentException($"{wrong.Message} See --help.");
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception expected) when (IsOfDatabase(expected) || expected is StoreNotReadyException
            or ArgumentException or IOException or UnauthorizedAccessException
            or System.Security.Cryptography.CryptographicException)
        {
            await Console.Error.WriteLineAsync($"KcExchange.Server: {Told(expected, args)}");
            return CouldNotRun;
        }
    }

    /// <summary>A message of the database may quote a row: its provider says it without.</summary>
    private static string Told(Exception expected, string[] args) => expected switch
    {
        _ when IsOfDatabase(expected) =>
            StorageProviders.Create(Options([.. args.Where(IsSetting)])).Describe(expected),
        // The cause of a denied access names no path; the exception itself does.
        UnauthorizedAccessException => expected.Message,
        _ => expected.GetBaseException().Message,
    };

    /// <summary>EF Core wraps some of the driver's exceptions.</summary>
    private static bool IsOfDatabase(Exception exception) =>
        exception is DbException or DbUpdateException
        || (exception.InnerException is { } cause && IsOfDatabase(cause));

    private static string? Ask(string question)
    {
        Console.Write(question);
        return Console.ReadLine();
    }

    /// <summary>An operator's command beside a busy server waits for its turn longer than a call may.</summary>
    private static ServerOptions Patient(ServerOptions options)
    {
        options.Storage.LockTimeoutSeconds = 60;
        return options;
    }

    /// <summary>--Section:Name=value, the configuration's own form.</summary>
    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg.Length > 2 && char.IsUpper(arg[2]) && arg.Contains('=');

    private static ServerOptions Options(string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("KCX_")
            .AddCommandLine(settings)
            .Build();
        return OptionsCheck.Read(configuration, settings.Select(setting => setting[2..].Split('=')[0]));
    }
}
