using System.CommandLine;
using System.Globalization;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Operations;

/// <summary>`backup` and `restore`: copies of the store.</summary>
internal sealed class StoreCommands(Func<ServerOptions> options, TimeProvider time)
{
    private const int Good = 0;
    private const int NotDone = 2;

    private readonly Argument<string> _file = new("FILE") { Description = "File of the copy." };

    public Command BuildBackup()
    {
        var backup = new Command(
            "backup", "Copies the store into a file while the server runs, and checks the copy. On a database server: "
            + "prints the command of its own tool.")
        {
            _file,
        };
        backup.SetAction((parsed, _) => Task.FromResult(Backup(
            Path.GetFullPath(parsed.GetValue(_file)!), parsed.InvocationConfiguration.Output)));
        return backup;
    }

    public Command BuildRestore()
    {
        var restore = new Command(
            "restore", "Puts a copy in the place of the store while no server runs, keeps what was there, and verifies "
            + "the result. On a database server: prints the command of its own tool.")
        {
            _file,
        };
        restore.SetAction((parsed, cancellation) => RestoreAsync(
            Path.GetFullPath(parsed.GetValue(_file)!), parsed.InvocationConfiguration.Output, cancellation));
        return restore;
    }

    private int Backup(string file, TextWriter output)
    {
        var storage = StorageProviders.Create(options());
        if (storage.Copies is not { } store)
            return Print(output, "Nothing was copied", storage, storage.Tools(file).Backup);
        if (!File.Exists(store.Path)) throw new StoreNotReadyException($"There is no store {store.Path}.");
        store.Backup(file);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{file}: {new FileInfo(file).Length / 1048576.0:0.0} MB, complete and undamaged. Keys and certificates "
            + $"(the folder pki) are not in it: copy them once, to a place of their own."));
        return Good;
    }

    private async Task<int> RestoreAsync(string file, TextWriter output, CancellationToken cancellation)
    {
        var storage = StorageProviders.Create(options());
        if (storage.Copies is not { } store)
            return Print(
                output, "Nothing was restored", storage,
                storage.Tools(file).Restore + "\n  KcExchange.Server verify   (with the same settings)");
        var kept = store.Restore(file, time.GetUtcNow());
        await output.WriteLineAsync($"{store.Path} is now {file}.");
        if (kept is not null) await output.WriteLineAsync($"What was there is kept as {kept}.");
        // A copy of an older release is brought up to date as at every start.
        await storage.PrepareAsync(cancellation);
        var verified = await LedgerCommands.VerifyAsync(options(), null, [], 20, output, cancellation);
        await output.WriteLineAsync(
            "Start the server. What agents sent after the copy was made they send again by themselves.");
        return verified;
    }

    /// <summary>A script that calls the command must not believe that it was done.</summary>
    private static int Print(TextWriter output, string what, StorageProvider storage, string command)
    {
        output.WriteLine($"{what}: {storage.Name} has its own tools. Stop every server before a restore. Run:");
        output.WriteLine($"  {command}");
        return NotDone;
    }
}
