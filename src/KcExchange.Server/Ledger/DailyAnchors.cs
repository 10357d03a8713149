using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Writes an anchor for each day (Viet Nam) into the folder "anchors" of the data directory: at the start and within an
/// hour of midnight. Whoever keeps the ministry's documents carries them elsewhere.
/// </summary>
internal sealed class DailyAnchors(
    StorageProvider storage, ReceiptSigner signer, ServerOptions options, TimeProvider time,
    ILogger<DailyAnchors> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                ServerLog.AnchorNotWritten(logger, storage.ForLog(failed));
            }
        }
        while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        var day = VietnamTime.Today(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var file = Path.Combine(options.DataDirectory, "anchors", $"anchor-{day}.json");
        if (File.Exists(file)) return;
        await AnchorFile.WriteAsync(file, await Anchor.MakeAsync(storage, signer, time, cancellation), cancellation);
        ServerLog.AnchorWritten(logger, file);
    }
}

/// <summary>Anchors on disk.</summary>
internal static class AnchorFile
{
    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="IOException">There is such a file.</exception>
    public static async Task WriteAsync(string file, string text, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!).FullName;
        var partial = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(partial, text, cancellation);
            File.Move(partial, file, overwrite: false);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
