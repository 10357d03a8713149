using System.Security.Cryptography.X509Certificates;

namespace KcExchange.Server.Access;

/// <summary>Where keys and certificates lie. Key files are readable by their owner only.</summary>
/// <param name="folder">The folder "pki" of the data directory.</param>
internal sealed class PkiFiles(string folder)
{
    public string Folder { get; } = folder;

    public string AuthorityCertificate => Path.Combine(Folder, "ca.pem");

    public string AuthorityKey => Path.Combine(Folder, "ca.key.pem");

    public string ServerCertificate => Path.Combine(Folder, "server.pem");

    public string ServerKey => Path.Combine(Folder, "server.key.pem");

    public string ReceiptCertificate => Path.Combine(Folder, "receipts.pem");

    public string ReceiptKey => Path.Combine(Folder, "receipts.key.pem");

    /// <summary>The files of a caller's certificate: PEM, its key, and both as PFX without password.</summary>
    public (string Certificate, string Key, string Pfx) Caller(string name) =>
        (Path.Combine(Folder, "callers", name + ".pem"), Path.Combine(Folder, "callers", name + ".key.pem"),
            Path.Combine(Folder, "callers", name + ".pfx"));

    /// <summary>Writes a certificate and its key as two PEM files.</summary>
    public static void WritePair(X509Certificate2 certificate, string certificateFile, string keyFile)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        WritePrivate(keyFile, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n");
    }

    /// <summary>Writes a file that only its owner may read, from its first byte on.</summary>
    public static void WritePrivate(string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(content);
    }

    /// <summary>Reads a certificate with its key.</summary>
    public static X509Certificate2 ReadPair(string certificateFile, string keyFile)
    {
        using var pair = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        // Windows' TLS cannot use a key that lives in memory only; the way over PKCS#12 gives it a home.
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }
}
