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
/// data; `… verify`, `… anchor`, `… backup` and `… restore` keep the store.
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
        root.Subcommands.Add(PkiCommands.Build(() => Patient(Options([.. args.Where(IsSetting)])), time));
        root.Subcommands.Add(new ReferenceCommands(
            () => Patient(Options([.. args.Where(IsSetting)])), time, Console.IsInputRedirected ? null : Ask).Build());
        var ledger = new LedgerCommands(() => Patient(Options([.. args.Where(IsSetting)])), time);
        root.Subcommands.Add(ledger.BuildVerify());
        root.Subcommands.Add(ledger.BuildAnchor());
        var store = new StoreCommands(() => Patient(Options([.. args.Where(IsSetting)])), time);
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
        catch (Exception expected) when (expected is StoreNotReadyException or ArgumentException or IOException
            or UnauthorizedAccessException or DbException or DbUpdateException
            or System.Security.Cryptography.CryptographicException)
        {
            var what = expected is DbException or DbUpdateException ? "The store cannot be used: " : "";
            // The cause of a denied access names no path; the exception itself does.
            var told = expected is UnauthorizedAccessException ? expected : expected.GetBaseException();
            await Console.Error.WriteLineAsync($"KcExchange.Server: {what}{told.Message}");
            return CouldNotRun;
        }
    }

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
        return configuration.Get<ServerOptions>(binder => binder.ErrorOnUnknownConfiguration = false)
            ?? new ServerOptions();
    }
}
