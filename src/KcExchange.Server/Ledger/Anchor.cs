using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>Where one ledger stood when an anchor was made.</summary>
/// <param name="Position">Position of the last entry; 0 = none.</param>
/// <param name="ChainHash">32 bytes.</param>
/// <param name="MadeAt">UTC.</param>
internal sealed record AnchoredHead(long Position, byte[] ChainHash, DateTime MadeAt);

/// <summary>
/// All heads at one moment, signed: kept outside the database it shows that no ledger was cut back or written anew. A
/// JSON file; `payload` is signed exactly as it stands there, so that common tools verify it too (docs/OPERATING.md).
/// </summary>
internal sealed class Anchor
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly JsonSerializerOptions OneLine = new(Json) { WriteIndented = false };

    private Anchor(IReadOnlyDictionary<string, AnchoredHead> heads) => Heads = heads;

    /// <summary>By province.</summary>
    public IReadOnlyDictionary<string, AnchoredHead> Heads { get; }

    /// <summary>The heads as they are now, signed: the text of a file.</summary>
    public static async Task<string> MakeAsync(
        StorageProvider storage, ReceiptSigner signer, TimeProvider time, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        // One statement: all heads of one moment.
        var heads = await db.Heads.OrderBy(head => head.ProvinceCode).ToListAsync(cancellation);
        var payload = JsonSerializer.Serialize(
            new Payload(
                Version, time.UtcNowMilliseconds(),
                [.. heads.Select(head => new Head(
                    head.ProvinceCode, head.Position, Convert.ToHexStringLower(head.ChainHash)))]),
            OneLine);
        return JsonSerializer.Serialize(
            new Signed(
                payload, Convert.ToBase64String(signer.Sign(Encoding.UTF8.GetBytes(payload))), signer.KeyId,
                signer.CertificatePem),
            Json) + "\n";
    }

    /// <summary>Reads a file and checks its signature.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="signatures">Checks the signer.</param>
    /// <param name="wrong">What is wrong with the signature; null = nothing.</param>
    /// <exception cref="FormatException">It is no anchor.</exception>
    public static Anchor Read(string text, Signatures signatures, out string? wrong)
    {
        try
        {
            var signed = Parse<Signed>(text);
            var payload = Parse<Payload>(signed.Payload);
            if (payload.Version != Version)
                throw new FormatException($"The anchor is of version {payload.Version}; this release reads {Version}.");
            using var certificate = X509Certificate2.CreateFromPem(signed.Certificate);
            wrong = signatures.Wrong(
                Encoding.UTF8.GetBytes(signed.Payload), Convert.FromBase64String(signed.Signature), signed.KeyId,
                certificate.RawData, payload.MadeAt);
            return new Anchor(payload.Heads.ToDictionary(
                head => head.Province,
                head => new AnchoredHead(head.Position, Convert.FromHexString(head.ChainHash), payload.MadeAt)));
        }
        catch (Exception unread) when (unread is JsonException or ArgumentException or CryptographicException)
        {
            throw new FormatException("It is no anchor that the command `anchor` wrote.", unread);
        }
    }

    private static T Parse<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Json) ?? throw new FormatException("An anchor is not \"null\".");

    private sealed record Signed(string Payload, string Signature, string KeyId, string Certificate);

    private sealed record Payload(int Version, DateTime MadeAt, IReadOnlyList<Head> Heads);

    private sealed record Head(string Province, long Position, string ChainHash);
}
