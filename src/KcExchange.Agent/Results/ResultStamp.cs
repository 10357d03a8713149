using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Results;

/// <summary>
/// What a result says of itself to the next one, in a hidden name of the workbook: spreadsheet programs keep names.
/// </summary>
/// <param name="Time">The moment of the result.</param>
/// <param name="Origin">Of which province and period.</param>
/// <param name="File">Of which file.</param>
/// <param name="Content">Of which lines its list is made.</param>
internal sealed record ResultStamp(DateTimeOffset Time, string Origin, string File, string Content)
{
    private const string Form = "1";
    private const int HashBytes = 16;

    /// <summary>The stamp of a result.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="time">The moment.</param>
    /// <param name="lines">The lines of its list.</param>
    public static ResultStamp Of(SourceBook book, DateTimeOffset time, IReadOnlyList<MendLine> lines) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()),
        Hash([book.ProvinceCode, book.ReportPeriod]), OfFile(book.Path), ContentOf(lines.Select(MendColumns.Texts)));

    /// <summary>A file by its name without what results add to it: the result of a file counts as that file.</summary>
    /// <param name="path">Path.</param>
    public static string OfFile(string path)
    {
        var name = VietnameseText.Compose(Path.GetFileNameWithoutExtension(path)).ToUpperInvariant();
        foreach (var suffix in Messages.Names.ResultSuffixes)
            name = name.Replace(suffix, "", StringComparison.OrdinalIgnoreCase);
        return Hash([name]);
    }

    /// <summary>Hash of the lines of a list, in whatever order a clerk has sorted them.</summary>
    /// <param name="lines">The texts of each line, as <see cref="MendColumns"/> has them.</param>
    public static string ContentOf(IEnumerable<IReadOnlyList<string>> lines) => Hash(
        lines.Select(line => string.Join('\u001F', line.Where((_, i) => MendColumns.All[i].IsCompared).Select(Plain)))
            .Order(StringComparer.Ordinal));

    /// <summary>The stamp that a workbook holds; null when it is none of ours.</summary>
    /// <param name="text">Text of the name, a quoted text.</param>
    public static ResultStamp? Parse(string text) => text.Trim().Trim('"').Split('|') switch
    {
        [Form, var time, var origin, var file, var content]
            when long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var moment)
                && moment <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() =>
            new(DateTimeOffset.FromUnixTimeMilliseconds(moment), origin, file, content),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"\"{Form}|{Time.ToUnixTimeMilliseconds()}|{Origin}|{File}|{Content}\"");

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string Hash(IEnumerable<string> texts) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001E', texts))).AsSpan(0, HashBytes));
}
