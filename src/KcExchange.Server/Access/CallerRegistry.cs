using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Access;

/// <summary>
/// Certificate → caller, by the registered SHA-256 of the whole certificate: no subject text and no chain decides.
/// Rows are remembered for some seconds; a revocation takes that long.
/// </summary>
internal sealed class CallerRegistry(StorageProvider storage, ServerOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (CallerRow? Row, DateTimeOffset Until)> _remembered = new();

    public static string ThumbprintOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));

    /// <summary>The caller behind a certificate.</summary>
    /// <exception cref="Grpc.Core.RpcException">UNAUTHENTICATED with the reason.</exception>
    public async Task<Caller> IdentifyAsync(X509Certificate2? certificate, CancellationToken cancellation)
    {
        if (certificate is null) throw ExchangeErrors.CredentialMissing();
        return await IdentifyAsync(ThumbprintOf(certificate), cancellation);
    }

    /// <summary>The caller with a registered thumbprint, as it stands now.</summary>
    /// <exception cref="Grpc.Core.RpcException">UNAUTHENTICATED with the reason.</exception>
    public async Task<Caller> IdentifyAsync(string thumbprint, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!_remembered.TryGetValue(thumbprint, out var known) || known.Until <= now)
        {
            await using var db = storage.Open();
            var row = await db.Callers.SingleOrDefaultAsync(caller => caller.Thumbprint == thumbprint, cancellation);
            known = (row, now.AddSeconds(options.Limits.CallerCacheSeconds));
            // Unknown certificates are not remembered: strangers must not fill the memory.
            if (row is not null) _remembered[thumbprint] = known;
        }
        return known.Row switch
        {
            null => throw ExchangeErrors.CredentialUnknown("The certificate is not registered with the exchange."),
            { RevokedAt: not null } => throw ExchangeErrors.CredentialRevoked(),
            var row when now < row.ValidFrom || now > row.ValidTo =>
                throw ExchangeErrors.CredentialUnknown(
                    $"The certificate is valid from {row.ValidFrom:yyyy-MM-dd} to {row.ValidTo:yyyy-MM-dd} only."),
            var row => new Caller(
                row.Name, row.ProvinceCode, row.Roles.Split(';').ToHashSet(StringComparer.Ordinal), row.Thumbprint),
        };
    }
}
