using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Operations;

/// <summary>`verify` and `anchor`: is every ledger whole, and do all tables say what it says.</summary>
internal sealed class LedgerCommands(Func<ServerOptions> options, TimeProvider time)
{
    private const int Good = 0;
    private const int Broken = 1;

    public Command BuildVerify()
    {
        var province = new Option<string>("--province") { Description = "Verifies this province's ledger only." };
        var anchors = new Option<string[]>("--anchor")
        {
            Description = "File that `anchor` wrote: the ledgers must still hold it. May be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var lines = new Option<int>("--lines")
        {
            Description = "Most lines that are shown of a province.", DefaultValueFactory = _ => 20,
        };
        var verify = new Command(
            "verify", "Recomputes every ledger's hash chain and compares every table with it. "
            + "Exit code 0: all is well; 1: something is broken; 2: it could not run.")
        {
            province, anchors, lines,
        };
        verify.SetAction((parsed, cancellation) => VerifyAsync(
            options(), parsed.GetValue(province), parsed.GetValue(anchors) ?? [], parsed.GetValue(lines),
            parsed.InvocationConfiguration.Output, cancellation));
        return verify;
    }

    public Command BuildAnchor()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "File to write; by default anchor-TIME.json in the working folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var anchor = new Command(
            "anchor", "Writes where every ledger stands, signed, to be kept elsewhere and given to `verify --anchor`.")
        {
            file,
        };
        anchor.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(
                parsed.GetValue(file) ?? $"anchor-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.json");
            if (File.Exists(path)) throw new IOException($"{path} exists and is not overwritten.");
            var storage = await OpenAsync(options(), cancellation);
            var files = new PkiFiles(Path.Combine(options().DataDirectory, "pki"));
            using var signer = new ReceiptSigner(PkiFiles.ReadPair(files.ReceiptCertificate, files.ReceiptKey));
            await AnchorFile.WriteAsync(
                path, await Anchor.MakeAsync(storage, signer, time, cancellation), cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{path}: keep it where nobody who can change the database can change it.");
            return Good;
        });
        return anchor;
    }

    /// <summary>Verifies a store and says what it found.</summary>
    /// <returns>Exit code.</returns>
    /// <exception cref="StoreNotReadyException">There is no store, or one of another release.</exception>
    public static async Task<int> VerifyAsync(
        ServerOptions settings, string? province, IReadOnlyList<string> anchorFiles, int lines, TextWriter output,
        CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var storage = await OpenAsync(settings, cancellation);
        if (province is not null and not Caller.MinistryCode
            && !ReferenceData.Embedded.Units.WasEverProvince(province))
            throw new ArgumentException($"--province {province}: there is no such province.");
        using var authority = Authority(settings);
        var signatures = authority is null ? null : new Signatures([authority]);
        if (signatures is null)
            await output.WriteLineAsync(
                "Signatures of receipts are not checked: there is no pki/ca.pem in the data directory.");
        var (anchors, wrong) = await AnchorsAsync(anchorFiles, signatures, output, cancellation);
        var broken = 0;
        var (provinces, entries, rows) = (0, 0L, 0L);
        await foreach (var found in new LedgerVerification(storage, signatures, anchors)
            .RunAsync(province, cancellation))
        {
            (provinces, entries, rows) = (provinces + 1, entries + found.Entries, rows + found.Rows);
            if (found.Count == 0) continue;
            broken++;
            await ShowAsync(found, lines, output);
        }
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await output.WriteLineAsync(
            $"Verified {provinces} ledgers: {entries} entries and {rows} rows in {seconds:0.0} s; "
            + (broken + wrong == 0 ? "all is well."
                : $"{broken} ledgers are broken{(wrong > 0 ? $", {wrong} anchors are not good" : "")}."));
        return broken + wrong == 0 ? Good : Broken;
    }

    private static async Task ShowAsync(Mismatches found, int lines, TextWriter output)
    {
        await output.WriteLineAsync($"Province {found.Province}: {found.Lines[0]}");
        foreach (var line in found.Lines.Skip(1).Take(lines - 1)) await output.WriteLineAsync($"  {line}");
        if (found.Count > lines) await output.WriteLineAsync($"  … and {found.Count - lines} more.");
    }

    private static async Task<(List<Anchor> Good, int Wrong)> AnchorsAsync(
        IReadOnlyList<string> files, Signatures? signatures, TextWriter output,
        CancellationToken cancellation)
    {
        List<Anchor> anchors = [];
        var bad = 0;
        foreach (var file in files)
        {
            if (signatures is null)
                throw new ArgumentException($"--anchor {file}: without pki/ca.pem its signature cannot be checked.");
            try
            {
                var anchor = Anchor.Read(await File.ReadAllTextAsync(file, cancellation), signatures, out var wrong);
                if (wrong is null)
                {
                    anchors.Add(anchor);
                    continue;
                }
                bad++;
                await output.WriteLineAsync($"{file}: the anchor is not good: {wrong}");
            }
            catch (FormatException unread)
            {
                throw new ArgumentException($"--anchor {file}: {unread.Message}", unread);
            }
        }
        return (anchors, bad);
    }

    /// <summary>The store as it is: nothing is made and nothing migrated.</summary>
    private static async Task<StorageProvider> OpenAsync(ServerOptions settings, CancellationToken cancellation)
    {
        var storage = StorageProviders.Create(settings);
        await using var db = storage.Open();
        if (!await db.Database.CanConnectAsync(cancellation))
            throw new StoreNotReadyException("There is no store, or it cannot be reached.");
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
            throw new StoreNotReadyException(
                "The store is of an older release. A server of this release brings it up to date at its start.");
        return storage;
    }

    private static X509Certificate2? Authority(ServerOptions settings)
    {
        var file = new PkiFiles(Path.Combine(settings.DataDirectory, "pki")).AuthorityCertificate;
        return File.Exists(file) ? X509CertificateLoader.LoadCertificateFromFile(file) : null;
    }
}
