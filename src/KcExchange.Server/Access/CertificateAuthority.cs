using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KcExchange.Server.Access;

/// <summary>
/// The exchange's own small authority: ECDSA P-256, files in one folder. Issues the server's certificate, the one that
/// signs receipts, and callers' certificates.
/// </summary>
internal sealed class CertificateAuthority
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    private readonly X509Certificate2 _certificate;

    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time) =>
        (_certificate, _time) = (certificate, time);

    /// <summary>Makes the authority's key and certificate in a folder.</summary>
    /// <exception cref="IOException">The folder holds one already.</exception>
    public static CertificateAuthority Create(PkiFiles files, TimeProvider time)
    {
        if (File.Exists(files.AuthorityKey) || File.Exists(files.AuthorityCertificate))
            throw new IOException($"{files.Folder} already holds an authority; a new one would lock out every caller.");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=KcExchange authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddHours(-1), now.Add(AuthorityLife));
        PkiFiles.WritePair(certificate, files.AuthorityCertificate, files.AuthorityKey);
        return new CertificateAuthority(certificate, time);
    }

    /// <exception cref="FileNotFoundException">There is no authority in the folder.</exception>
    public static CertificateAuthority Load(PkiFiles files, TimeProvider time)
    {
        if (!File.Exists(files.AuthorityCertificate))
            throw new FileNotFoundException(
                $"There is no authority in {files.Folder}: run `pki init --host NAME` first.");
        return new CertificateAuthority(
            X509Certificate2.CreateFromPemFile(files.AuthorityCertificate, files.AuthorityKey), time);
    }

    /// <summary>A TLS certificate for the names and addresses under which agents reach the server.</summary>
    public X509Certificate2 IssueServer(IReadOnlyList<string> hosts, TimeSpan life)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        return Issue($"CN={hosts[0]}", "1.3.6.1.5.5.7.3.1", life, names.Build());
    }

    /// <summary>A certificate whose key signs receipts.</summary>
    public X509Certificate2 IssueReceiptSigner(TimeSpan life) => Issue("CN=KcExchange receipts", null, life, null);

    /// <summary>A client certificate. What its holder may do stands in the registry, not in it.</summary>
    public X509Certificate2 IssueCaller(string name, TimeSpan life) =>
        Issue($"CN={name}", "1.3.6.1.5.5.7.3.2", life, null);

    private X509Certificate2 Issue(string subject, string? usage, TimeSpan life, X509Extension? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (usage is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], true));
        if (names is not null) request.CertificateExtensions.Add(names);
        // Within the authority's own life, whatever this machine's clock says.
        var (first, last) = (new DateTimeOffset(_certificate.NotBefore), new DateTimeOffset(_certificate.NotAfter));
        var from = _time.GetUtcNow().AddHours(-1) is var hourAgo && hourAgo < first ? first : hourAgo;
        var until = from + life > last ? last : from + life;
        Span<byte> serial = stackalloc byte[16];
        RandomNumberGenerator.Fill(serial);
        serial[0] &= 0x7F; // positive, as X.509 wants it
        using var issued = request.Create(_certificate, from, until, serial);
        return issued.CopyWithPrivateKey(key);
    }
}
