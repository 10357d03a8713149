using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KcExchange.Tests.Support;

/// <summary>Certificates that the exchange never issued.</summary>
internal static class Certificates
{
    public static X509Certificate2 Stranger()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=08-province.submitter", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
