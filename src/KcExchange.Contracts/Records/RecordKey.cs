namespace KcExchange.Contracts.Records;

/// <summary>
/// Makes natural keys: parts joined by '/', so that no two different lists of parts give the same text.
/// </summary>
public static class RecordKey
{
    /// <summary>Longest part that can stand in a key; longer than any code of the contract.</summary>
    private const int LongestPart = 40;

    /// <summary>A code as other records refer to it; empty when it cannot stand in a key.</summary>
    /// <param name="code">Code as sent.</param>
    public static string Part(string code) => IsPart(code) ? code : "";

    /// <summary>
    /// The key of some parts; empty when a part is empty, longer than 40 characters or holds anything but visible ASCII
    /// (a '/' included): such a record is refused by its field rules, and must not look like another one's key.
    /// </summary>
    /// <param name="parts">Parts in order, the kind's name first.</param>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            if (!IsPart(part)) return "";
        return string.Join('/', parts!);
    }

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= LongestPart
        && !part.AsSpan().ContainsAnyExceptInRange('!', '~') && !part.Contains('/');
}
