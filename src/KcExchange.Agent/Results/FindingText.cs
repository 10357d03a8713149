using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>
/// What a clerk reads of the exchange's findings: records by the name that stands in the workbook instead of their key,
/// lists without their technical name.
/// </summary>
internal static class FindingText
{
    /// <summary>All rows of one reading have one version: it is met twice only where a key stands twice.</summary>
    private const string SameVersion = "KC-GEN-010";

    /// <summary>The finding with sentences for a clerk; the stored one stays as it came.</summary>
    /// <param name="finding">As the exchange, or the check, says it.</param>
    /// <param name="language">"vi" or "en".</param>
    public static Finding ForClerk(Finding finding, string language)
    {
        var replacements = finding.Parameters.Select(parameter => parameter.Name switch
        {
            "related" => (parameter.Value, Messages.Names.Record(parameter.Value).In(language)),
            "list" => ($"danh mục {parameter.Value}", "danh mục"),
            _ => ("", ""),
        }).Where(pair => pair.Item1.Length > 0 && pair.Item1 != pair.Item2).ToList();
        var isTwin = finding.RuleId == SameVersion;
        if (replacements.Count == 0 && !isTwin) return finding;
        var readable = finding.Clone();
        if (isTwin)
            (readable.Message, readable.Cure) = (
                Messages.Names.Twin.Message.In(language), Messages.Names.Twin.Cure.In(language));
        foreach (var (text, instead) in replacements)
        {
            readable.Message = readable.Message.Replace(text, instead, StringComparison.Ordinal);
            readable.Cure = readable.Cure.Replace(text, instead, StringComparison.Ordinal);
        }
        return readable;
    }
}
