using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KcExchange.Client;

/// <summary>Why a certificate file can't be used.</summary>
public enum CertificateProblem
{
    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>It may not be read, or is no certificate, or its password is wrong.</summary>
    Unreadable,

    /// <summary>There is no private key with it, or the key is that of another certificate.</summary>
    NoPrivateKey,

    /// <summary>The file with the private key can be read by every user of the machine.</summary>
    KeyReadableByAll,
}

/// <summary>A certificate file that can't be used.</summary>
/// <param name="problem">Why.</param>
/// <param name="path">The file.</param>
/// <param name="inner">What the reading threw.</param>
public sealed class CertificateFileException(CertificateProblem problem, string path, Exception? inner = null)
    : Exception($"{problem}: {path}", inner)
{
    /// <summary>Why.</summary>
    public CertificateProblem Problem { get; } = problem;

    /// <summary>The file.</summary>
    public string Path { get; } = path;
}

/// <summary>Reads certificates as <c>KcExchange.Server pki</c> writes them.</summary>
public static class CertificateFiles
{
    /// <summary>
    /// A caller's certificate with its key: a PFX, or a PEM with the key inside or in a file of its own.
    /// </summary>
    /// <param name="path">PFX (.pfx, .p12) or PEM file.</param>
    /// <param name="keyPath">Key of a PEM; null: in the same file, or in NAME.key.pem beside NAME.pem.</param>
    /// <param name="password">Password of the PFX or of the key; null: none.</param>
    /// <exception cref="CertificateFileException">The file can't be used; its Problem says why.</exception>
    public static X509Certificate2 LoadIdentity(string path, string? keyPath = null, string? password = null)
    {
        var pfx = Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12";
        var beside = Path.ChangeExtension(path, ".key.pem");
        var secret = pfx ? path : keyPath ?? (File.Exists(beside) ? beside : path);
        RequireFile(path);
        RequireFile(secret);
        RequireSecrecy(secret);
        return Read(path, () =>
        {
            if (!pfx && !File.ReadAllText(secret).Contains("PRIVATE KEY", StringComparison.Ordinal))
                throw new CertificateFileException(CertificateProblem.NoPrivateKey, secret);
            var identity = pfx
                ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : FromPem(path, secret, password);
            if (identity.HasPrivateKey) return identity;
            identity.Dispose();
            throw new CertificateFileException(CertificateProblem.NoPrivateKey, path);
        });
    }

    /// <summary>Certificates of authorities: one or more in a PEM, or one in DER.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="CertificateFileException">The file can't be used; its Problem says why.</exception>
    public static X509Certificate2Collection LoadAuthorities(string path)
    {
        RequireFile(path);
        return Read(path, () =>
        {
            var authorities = new X509Certificate2Collection();
            if (File.ReadAllText(path).Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
                authorities.ImportFromPemFile(path);
            else
                authorities.Add(X509CertificateLoader.LoadCertificateFromFile(path));
            return authorities;
        });
    }

    private static X509Certificate2 FromPem(string path, string keyPath, string? password)
    {
        using var pem = password is null
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
        // Windows' TLS can't use a key that lives in memory only; through PKCS#12 it can.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);
    }

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException mismatch)
        {
            throw new CertificateFileException(CertificateProblem.NoPrivateKey, path, mismatch);
        }
        catch (Exception broken) when (broken is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CertificateFileException(CertificateProblem.Unreadable, path, broken);
        }
    }

    private static void RequireFile(string path)
    {
        if (!File.Exists(path)) throw new CertificateFileException(CertificateProblem.NotFound, path);
    }

    private static void RequireSecrecy(string path)
    {
        // Windows has access lists instead of mode bits; its profile directories are private to their user.
        if (OperatingSystem.IsWindows() || !File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead)) return;
        throw new CertificateFileException(CertificateProblem.KeyReadableByAll, path);
    }
}
