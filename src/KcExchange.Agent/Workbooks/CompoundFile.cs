using System.Buffers.Binary;
using System.Text;

namespace KcExchange.Agent.Workbooks;

/// <summary>
/// The small file system in which old office files keep their streams ([MS-CFB]). Every number of it is checked before
/// it is followed: a damaged file ends in one exception, never in a circle.
/// </summary>
internal sealed class CompoundFile
{
    private const int HeaderFatEntries = 109;
    private const int EntryBytes = 128;
    private const uint LastSector = 0xFFFFFFFA;

    private readonly byte[] _bytes;
    private readonly int _sectorBytes;
    private readonly List<uint> _fat = [];
    private readonly List<(string Name, byte Type, uint Start, long Size)> _entries = [];

    /// <summary>Reads the tables.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public CompoundFile(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 512 || UInt16(30) is not (9 or 12)) throw new InvalidDataException("No header.");
        _sectorBytes = 1 << UInt16(30);
        foreach (var sector in FatSectors())
            for (var i = 0; i < _sectorBytes; i += 4) _fat.Add(UInt32(At(sector) + i));
        foreach (var sector in Chain(UInt32(48)))
            for (var i = 0; i < _sectorBytes; i += EntryBytes) AddEntry(At(sector) + i);
    }

    /// <summary>Names of its streams and folders.</summary>
    public IReadOnlyList<string> Names => _entries.ConvertAll(entry => entry.Name);

    /// <summary>True when a file begins as one.</summary>
    /// <param name="bytes">Content.</param>
    public static bool IsOne(byte[] bytes) =>
        bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <summary>Content of a stream; null when there is none of that name.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public byte[]? Stream(string name)
    {
        var (found, _, start, size) = _entries.Find(entry => entry.Type == 2 && entry.Name == name);
        if (found is null) return null;
        if (size > _bytes.Length) throw new InvalidDataException("A stream is longer than the file.");
        // Short streams lie in sectors of their own within the root's stream.
        return size < UInt32(56) ? ReadSmall(start, (int)size) : Read(start, (int)size);
    }

    private byte[] Read(uint start, int size)
    {
        var content = new byte[size];
        var done = 0;
        foreach (var sector in Chain(start))
        {
            var part = Math.Min(_sectorBytes, size - done);
            if (part <= 0) break;
            Slice(At(sector), part).CopyTo(content.AsSpan(done));
            done += part;
        }
        return done == size ? content : throw new InvalidDataException("A stream ends early.");
    }

    private byte[] ReadSmall(uint start, int size)
    {
        var root = _entries.Find(entry => entry.Type == 5);
        if (root.Size > _bytes.Length) throw new InvalidDataException("The root is longer than the file.");
        var sectors = Read(root.Start, (int)root.Size);
        var next = Chain(UInt32(60)).SelectMany(sector =>
            Enumerable.Range(0, _sectorBytes / 4).Select(i => UInt32(At(sector) + (i * 4)))).ToList();
        var (content, bytes) = (new byte[size], 1 << UInt16(32));
        for (int done = 0, steps = 0; done < size; done += bytes, steps++)
        {
            if (start >= next.Count || steps > next.Count || (start + 1) * (long)bytes > sectors.Length)
                throw new InvalidDataException("A short stream ends early.");
            sectors.AsSpan((int)start * bytes, Math.Min(bytes, size - done)).CopyTo(content.AsSpan(done));
            start = next[(int)start];
        }
        return content;
    }

    private List<uint> FatSectors()
    {
        var sectors = new List<uint>();
        for (var i = 0; i < HeaderFatEntries; i++) sectors.Add(UInt32(76 + (i * 4)));
        var seen = 0;
        for (var next = UInt32(68); next < LastSector; next = UInt32(At(next) + _sectorBytes - 4))
        {
            if (++seen > _bytes.Length / _sectorBytes) throw new InvalidDataException("A table goes round in circles.");
            for (var i = 0; i < _sectorBytes - 4; i += 4) sectors.Add(UInt32(At(next) + i));
        }
        return [.. sectors.Where(sector => sector < LastSector).Take(_bytes.Length / _sectorBytes)];
    }

    private List<uint> Chain(uint start)
    {
        var chain = new List<uint>();
        for (var sector = start; sector < LastSector; sector = _fat[(int)sector])
        {
            if (sector >= _fat.Count || chain.Count > _fat.Count)
                throw new InvalidDataException("A chain leads nowhere.");
            chain.Add(sector);
        }
        return chain;
    }

    private void AddEntry(int at)
    {
        var (length, type) = (UInt16(at + 64), Slice(at + 66, 1)[0]);
        if (type == 0 || length is < 2 or > 64) return;
        _entries.Add((
            Encoding.Unicode.GetString(Slice(at, length - 2)), type, UInt32(at + 116),
            _sectorBytes == 512 ? UInt32(at + 120) : UInt32(at + 120) | ((long)UInt32(at + 124) << 32)));
    }

    private int At(uint sector) => (sector + 1L) * _sectorBytes < _bytes.Length
        ? (int)((sector + 1) * _sectorBytes)
        : throw new InvalidDataException("The file ends early.");

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4));

    private ReadOnlySpan<byte> Slice(int at, int length) => at >= 0 && at <= _bytes.Length - length
        ? _bytes.AsSpan(at, length)
        : throw new InvalidDataException("The file ends early.");
}
