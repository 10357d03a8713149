using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>A receipt that is not what it says.</summary>
/// <param name="message">What is wrong, English.</param>
/// <param name="inner">What the check threw.</param>
public sealed class ReceiptInvalidException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Checks receipts offline: needs nothing but the authority's certificate.</summary>
public static class ReceiptVerifier
{
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    /// <summary>
    /// Checks that the exchange signed a receipt, and reads it. The signing certificate must come from one of the
    /// authorities, have been valid when the seal was made, and not be a caller's.
    /// </summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="authorities">Certificates of the exchange's authority.</param>
    /// <exception cref="ReceiptInvalidException">The receipt, its signature or its signer is not good.</exception>
    public static ReceiptPayload Verify(Receipt receipt, X509Certificate2Collection authorities)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(authorities);
        try
        {
            using var signer = X509CertificateLoader.LoadCertificate(receipt.SigningCertificate.Span);
            var payload = ReceiptPayload.Parser.ParseFrom(receipt.Payload);
            if (payload.SealedAt is null)
                throw new ReceiptInvalidException("The receipt does not say when it was made.");
            RequireSigner(signer, authorities, payload.SealedAt.ToDateTime());
            using var key = signer.GetECDsaPublicKey()
                ?? throw new ReceiptInvalidException("The signing certificate has no ECDSA key.");
            var keyId = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
            if (keyId != receipt.KeyId) throw new ReceiptInvalidException("The key id is not that of the certificate.");
            if (!key.VerifyData(
                    receipt.Payload.Span, receipt.Signature.Span, HashAlgorithmName.SHA256,
                    DSASignatureFormat.Rfc3279DerSequence))
                throw new ReceiptInvalidException("The signature does not belong to the receipt.");
            return payload;
        }
        catch (Exception broken) when (
            broken is CryptographicException or InvalidProtocolBufferException or InvalidOperationException)
        {
            throw new ReceiptInvalidException("The receipt can't be read.", broken);
        }
    }

    private static void RequireSigner(
        X509Certificate2 signer, X509Certificate2Collection authorities, DateTime sealedAt)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = sealedAt;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        if (!chain.Build(signer))
        {
            var found = string.Join(", ", chain.ChainStatus.Select(status => status.Status));
            throw new ReceiptInvalidException($"The signer is not vouched for: {found}.");
        }
        // Every province holds a certificate of the same authority: it must not be able to write its own receipts.
        var purposes = signer.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>());
        if (purposes.Any(purpose => purpose.Value == ClientPurpose))
            throw new ReceiptInvalidException("The receipt is signed with a caller's certificate.");
    }
}
