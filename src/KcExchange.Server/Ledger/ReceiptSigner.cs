using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Signs receipts and anchors: ECDSA P-256 over exactly the payload's bytes. The certificate travels with them, so
/// whoever trusts the authority verifies offline.
/// </summary>
internal sealed class ReceiptSigner(X509Certificate2 certificate) : IDisposable
{
    /// <summary>What a receipt says of itself.</summary>
    public const string Statement =
        "Biên nhận này là bằng chứng kỹ thuật về việc hệ thống đã nhận dữ liệu, "
        + "không phải chữ ký số theo quy định của pháp luật.";

    private readonly ECDsa _key = certificate.GetECDsaPrivateKey()
        ?? throw new CryptographicException("The receipts' certificate has no ECDSA key.");

    public Receipt Sign(ReceiptPayload payload)
    {
        var bytes = payload.ToByteArray();
        return new Receipt
        {
            Payload = UnsafeByteOperations.UnsafeWrap(bytes),
            Signature = UnsafeByteOperations.UnsafeWrap(Sign(bytes)),
            KeyId = KeyId,
            SigningCertificate = UnsafeByteOperations.UnsafeWrap(certificate.RawData),
        };
    }

    /// <summary>Names the key; receipts and anchors bear it.</summary>
    public string KeyId { get; } = Signatures.KeyId(certificate);

    public string CertificatePem => certificate.ExportCertificatePem();

    /// <summary>Signature over bytes, DER.</summary>
    public byte[] Sign(byte[] content) =>
        _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose()
    {
        _key.Dispose();
        certificate.Dispose();
    }
}
