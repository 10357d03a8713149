using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Tests.Client;

public sealed class CertificateTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kcx");
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void Pfx_and_PEM_pair_give_the_same_identity()
    {
        using var caller = _authority.Caller("province 08");
        var pfx = Write("a.pfx", caller.Export(X509ContentType.Pfx));
        var pem = Write("b.pem", System.Text.Encoding.ASCII.GetBytes(caller.ExportCertificatePem()));
        using var key = caller.GetECDsaPrivateKey()!;
        Write("b.key.pem", System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));

        using var fromPfx = CertificateFiles.LoadIdentity(pfx);
        using var fromPem = CertificateFiles.LoadIdentity(pem);

        Assert.True(fromPfx.HasPrivateKey && fromPem.HasPrivateKey);
        Assert.Equal(fromPfx.Thumbprint, fromPem.Thumbprint);
    }

    [Fact]
    public void A_file_that_can_not_be_used_says_why()
    {
        using var caller = _authority.Caller("province 08");
        var good = caller.Export(X509ContentType.Pfx);
        var lone = Write("lone.pem", System.Text.Encoding.ASCII.GetBytes(caller.ExportCertificatePem()));

        Assert.Equal(CertificateProblem.NotFound, Problem(Path.Combine(_directory.FullName, "none.pfx")));
        Assert.Equal(CertificateProblem.Unreadable, Problem(Write("junk.pfx", [1, 2, 3])));
        Assert.Equal(CertificateProblem.NoPrivateKey, Problem(lone));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                CertificateProblem.KeyReadableByAll,
                Problem(Write("open.pfx", good, UnixFileMode.UserRead | UnixFileMode.OtherRead)));
    }

    [Fact]
    public void A_receipt_of_the_exchange_is_read()
    {
        using var signer = _authority.Server("exchange");
        var payload = new ReceiptPayload { ProvinceCode = "08", SealedAt = Now };

        var read = ReceiptVerifier.Verify(Sign(payload, signer), _authority.Roots);

        Assert.Equal(payload, read);
    }

    [Fact]
    public void A_receipt_that_was_changed_is_refused()
    {
        using var signer = _authority.Server("exchange");
        var receipt = Sign(new ReceiptPayload { ProvinceCode = "08", SealedAt = Now }, signer);
        receipt.Payload = new ReceiptPayload { ProvinceCode = "08", TotalRecords = 1, SealedAt = Now }.ToByteString();

        Assert.Throws<ReceiptInvalidException>(() => ReceiptVerifier.Verify(receipt, _authority.Roots));
    }

    [Fact]
    public void A_receipt_signed_with_a_provinces_own_certificate_or_by_another_authority_is_refused()
    {
        using var caller = _authority.Caller("province 08");
        using var other = new TestAuthority();
        using var foreign = other.Server("exchange");
        var payload = new ReceiptPayload { ProvinceCode = "08", SealedAt = Now };

        Assert.Throws<ReceiptInvalidException>(() => ReceiptVerifier.Verify(Sign(payload, caller), _authority.Roots));
        Assert.Throws<ReceiptInvalidException>(() => ReceiptVerifier.Verify(Sign(payload, foreign), _authority.Roots));
        Assert.Throws<ReceiptInvalidException>(() => ReceiptVerifier.Verify(new Receipt(), _authority.Roots));
    }

    private static Timestamp Now => TimeProvider.System.GetUtcNow().ToTimestamp();

    private static Receipt Sign(ReceiptPayload payload, X509Certificate2 signer)
    {
        using var key = signer.GetECDsaPrivateKey()!;
        var bytes = payload.ToByteArray();
        return new Receipt
        {
            Payload = ByteString.CopyFrom(bytes),
            Signature = ByteString.CopyFrom(
                key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            KeyId = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())),
            SigningCertificate = ByteString.CopyFrom(signer.RawData),
        };
    }

    private static CertificateProblem Problem(string path) =>
        Assert.Throws<CertificateFileException>(() => CertificateFiles.LoadIdentity(path)).Problem;

    private string Write(string name, byte[] bytes, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(path, bytes);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
        return path;
    }
}
