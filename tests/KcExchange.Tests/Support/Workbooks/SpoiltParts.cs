using System.IO.Compression;
using System.Text;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>A workbook whose parts are spoilt one or two at a time, in an archive that is whole.</summary>
internal static class SpoiltParts
{
    /// <summary>Pieces of XML that mean something to whoever reads workbooks.</summary>
    private static readonly string[] Words =
    [
        "<c", "</c>", "<row", "</row>", "r=\"", "t=\"s\"", "t=\"e\"", "<v>", "</v>", "<f>", "s=\"", "999999", "-1",
        "\"",
        "<sheetData>", "</sheetData>", "Id=\"", "Target=\"", "&amp;", "&#0;", "&#xFFFF;", "_x0000_", "A1", "ZZZZZ99",
        "<mergeCell ref=\"A1:A1\"/>", "xmlns=\"x\"", "name=\"", "state=\"hidden\"", "<!--", "]]>", "\u0000", "",
    ];

    /// <summary>The same workbook for the same seed.</summary>
    public static byte[] Of(byte[] good, int seed)
    {
        var random = new Random(seed);
        using var stream = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(good)))
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var (first, second) = (random.Next(source.Entries.Count), random.Next(source.Entries.Count));
            foreach (var (index, entry) in source.Entries.Index())
            {
                if (index == first && random.Next(10) == 0) continue;
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                var text = reader.ReadToEnd();
                if (index == first || index == second) text = Spoil(text, random);
                using var output = target.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                output.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }

    private static string Spoil(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0 && text.Length > 1; i--)
        {
            // A word in the place of another, most often: what stays well-formed goes deepest.
            var word = Words[random.Next(Words.Length)];
            var place = Words[random.Next(Words.Length - 1)];
            var at = text.IndexOf(place, random.Next(text.Length), StringComparison.Ordinal);
            if (at < 0) at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text[..at] + word + text[at..],
                1 => text[..at] + word + text[Math.Min(at + word.Length, text.Length)..],
                _ => text[..at] + random.Next(-5, 70_000) + text[Math.Min(at + random.Next(1, 6), text.Length)..],
            };
        }
        return text;
    }
}
