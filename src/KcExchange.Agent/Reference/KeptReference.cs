using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Reference;

/// <summary>
/// THE place from which the agent takes reference data and rules: those of the ministry as last fetched, from one file
/// in the outbox folder, or those of this release.
/// </summary>
/// <param name="Book">What to judge with.</param>
/// <param name="Whose">Where it came from, for every verdict.</param>
/// <param name="Problem">Why the file that is there is not used; null = nothing is wrong.</param>
internal sealed record KeptReference(RuleBook Book, Bilingual Whose, Bilingual? Problem)
{
    private const string FileName = "reference.bundle";

    private const string FirstLine = "KcExchange reference 1";

    /// <summary>What this release carries.</summary>
    internal static KeptReference OfRelease { get; } = new(RuleBook.Embedded, Messages.Kept.OfRelease, null);

    /// <summary>Reads what is kept; a torn or foreign file counts as none, and says so.</summary>
    /// <param name="folder">Outbox folder.</param>
    internal static KeptReference Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return OfRelease;
        try
        {
            var content = File.ReadAllBytes(path);
            var (server, bundle) = Open(content);
            return new KeptReference(BookOf(bundle), Messages.Kept.OfServer(server), null);
        }
        catch (Exception unread) when (unread is FormatException or InvalidProtocolBufferException or IOException
            or UnauthorizedAccessException)
        {
            return OfRelease with { Problem = Messages.Kept.Unreadable(path) };
        }
    }

    /// <summary>Keeps a bundle: whole or not at all.</summary>
    /// <param name="folder">Outbox folder.</param>
    /// <param name="bundle">As the server sent it.</param>
    /// <param name="server">Address of the server.</param>
    /// <exception cref="FormatException">It is damaged, or this release cannot read it.</exception>
    internal static KeptReference Keep(string folder, ReferenceBundle bundle, Uri server)
    {
        // Read before it is written: what this program cannot use must not take the place of what it can.
        var kept = new KeptReference(BookOf(bundle), Messages.Kept.OfServer(server.ToString()), null);
        PrivateFolder.Make(folder);
        var body = bundle.ToByteArray();
        var head = $"{FirstLine}\n{server}\n{Convert.ToHexStringLower(SHA256.HashData(body))}\n";
        WholeFile.Write(Path.Combine(folder, FileName), draft => WriteThrough(draft, head, body));
        return kept;
    }

    private static void WriteThrough(string path, string head, byte[] body)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(head));
        file.Write(body);
        // On the disk before it takes its name: a power cut leaves the old file or the new one.
        file.Flush(flushToDisk: true);
    }

    private static (string Server, ReferenceBundle Bundle) Open(byte[] content)
    {
        var at = 0;
        if (NextLine(content, ref at) != FirstLine) throw new FormatException("The file is no reference bundle.");
        var (server, hash) = (NextLine(content, ref at), NextLine(content, ref at));
        if (Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(at))) != hash)
            throw new FormatException("The file is torn.");
        return (server, ReferenceBundle.Parser.ParseFrom(content, at, content.Length - at));
    }

    private static string NextLine(byte[] content, ref int at)
    {
        var length = Array.IndexOf(content, (byte)'\n', at, Math.Min(500, content.Length - at)) - at;
        if (length < 0) throw new FormatException("The file is no reference bundle.");
        var line = Encoding.UTF8.GetString(content, at, length);
        at += length + 1;
        return line;
    }

    private static RuleBook BookOf(ReferenceBundle bundle) =>
        RuleBook.Of(ReferenceData.Read(bundle.Version?.Version ?? "", ReferenceFiles.Unpack(bundle)));
}
