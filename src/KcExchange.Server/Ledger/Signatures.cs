using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KcExchange.Server.Ledger;

/// <summary>Checks what the exchange's key has signed: receipts and anchors. Needs only the authority.</summary>
/// <param name="authorities">Who may vouch for a signer.</param>
internal sealed class Signatures(X509Certificate2Collection authorities)
{
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    /// <summary>What is wrong with a signer; a store has thousands of receipts of one.</summary>
    private readonly ConcurrentDictionary<string, string?> _signers = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a signature and its signer; null = nothing.</summary>
    /// <param name="content">Exactly what was signed.</param>
    /// <param name="signature">ECDSA over SHA-256, DER.</param>
    /// <param name="keyId">SHA-256 of the public key, hex.</param>
    /// <param name="certificate">The signer's, DER.</param>
    /// <param name="signedAt">When it says that it was signed.</param>
    public string? Wrong(
        ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature, string keyId, byte[] certificate, DateTime signedAt)
    {
        try
        {
            using var signer = X509CertificateLoader.LoadCertificate(certificate);
            if (_signers.GetOrAdd(signer.Thumbprint, _ => WrongSigner(signer)) is { } wrong) return wrong;
            if (signedAt < signer.NotBefore.ToUniversalTime() || signedAt > signer.NotAfter.ToUniversalTime())
                return "the signer's certificate was not valid then.";
            using var key = signer.GetECDsaPublicKey();
            if (key is null || KeyId(signer) != keyId) return "the key id is not that of the certificate.";
            return key.VerifyData(
                content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                ? null : "the signature does not fit the content.";
        }
        catch (CryptographicException)
        {
            return "certificate or signature cannot be read.";
        }
    }

    /// <summary>SHA-256 of a certificate's public key, hex.</summary>
    public static string KeyId(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    private string? WrongSigner(X509Certificate2 signer)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = signer.NotBefore;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        if (!chain.Build(signer))
            return "the authority does not vouch for the signer: "
                + $"{string.Join(", ", chain.ChainStatus.Select(status => status.Status))}.";
        // Every caller holds a certificate of the same authority.
        return signer.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>())
            .Any(purpose => purpose.Value == ClientPurpose)
            ? "it is signed with a caller's certificate." : null;
    }
}
