using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// The files of one version of the reference data, byte for byte. Immutable; thread-safe. What a set lacks that this
/// release knows is taken from the release, so that a version loaded before an update can still be read.
/// </summary>
public sealed class ReferenceFiles
{
    /// <summary>Largest file, in bytes once unpacked: a bundle from elsewhere must not fill the memory.</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly SortedDictionary<string, byte[]> _files;

    private ReferenceFiles(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        _files = new(StringComparer.Ordinal);
        foreach (var (name, content) in files) _files[name] = content;
        Sha256 = Hash(_files);
    }

    /// <summary>The files that this release carries.</summary>
    public static ReferenceFiles Embedded { get; } =
        new(ReferenceTables.All.Select(table => KeyValuePair.Create(table.Name, ReadEmbedded(table.Name))));

    /// <summary>SHA-256 over all files by name: name, LF, number of bytes in decimal, LF, bytes.</summary>
    public byte[] Sha256 { get; }

    /// <summary>Names of the files, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>Content of a file.</summary>
    /// <param name="name">A name that this set or the release has.</param>
    public ReadOnlyMemory<byte> Bytes(string name) =>
        _files.TryGetValue(name, out var own) ? own : Embedded._files[name];

    /// <summary>Content of a file as text, without the mark that spreadsheets put before it.</summary>
    /// <param name="name">A name that this set or the release has.</param>
    /// <exception cref="FormatException">The bytes are no UTF-8.</exception>
    public string Text(string name)
    {
        try
        {
            return Strict.GetString(Bytes(name).Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException damaged)
        {
            throw new FormatException($"{name}: byte {damaged.Index} is no UTF-8.", damaged);
        }
    }

    /// <summary>The same set with one file replaced.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="content">Its bytes.</param>
    public ReferenceFiles With(string name, byte[] content) =>
        new(_files.Append(KeyValuePair.Create(name, content)));

    /// <summary>The version's name: day and short hash.</summary>
    /// <param name="day">Day as of which the files were gathered or loaded.</param>
    public string VersionOn(DateOnly day) =>
        $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(Sha256.AsSpan(0, 4))}";

    /// <summary>The set as it travels and is stored.</summary>
    public IEnumerable<ReferenceFile> Pack() => _files.Select(file => new ReferenceFile
    {
        Name = file.Key, ContentGzip = UnsafeByteOperations.UnsafeWrap(Compress(file.Value)),
    });

    /// <summary>Unpacks a bundle and compares it with its hash and its name.</summary>
    /// <param name="bundle">Bundle.</param>
    /// <exception cref="FormatException">It is damaged, or no bundle.</exception>
    public static ReferenceFiles Unpack(ReferenceBundle bundle)
    {
        ReferenceFiles files;
        try
        {
            files = new(bundle.Files.Select(file => KeyValuePair.Create(file.Name, Expand(file))));
        }
        catch (InvalidDataException damaged)
        {
            throw new FormatException("A file of the bundle cannot be unpacked.", damaged);
        }
        var named = Convert.ToHexStringLower(files.Sha256.AsSpan(0, 4));
        return bundle.Version is { } version && version.Sha256.Span.SequenceEqual(files.Sha256)
            && version.Version.EndsWith("-" + named, StringComparison.Ordinal)
            ? files
            : throw new FormatException("The bundle's content is not what its hash says.");
    }

    private static byte[] Compress(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(content);
        return packed.ToArray();
    }

    private static byte[] Expand(ReferenceFile file)
    {
        using var packed = new MemoryStream(file.ContentGzip.ToByteArray());
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var content = new MemoryStream();
        var part = new byte[64 * 1024];
        for (int read; (read = gzip.Read(part)) > 0;)
        {
            content.Write(part, 0, read);
            if (content.Length > LargestFile)
                throw new InvalidDataException($"{file.Name} is larger than {LargestFile} bytes.");
        }
        return content.ToArray();
    }

    private static byte[] Hash(SortedDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{content.Length}\n"));
            hash.AppendData(content);
        }
        return hash.GetHashAndReset();
    }

    private static byte[] ReadEmbedded(string name)
    {
        using var stream = typeof(ReferenceFiles).Assembly.GetManifestResourceStream("reference/" + name)
            ?? throw new InvalidOperationException($"The embedded file {name} is missing.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
