using System.Globalization;
using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>Another project as an answer names it: nothing else of it is told.</summary>
/// <param name="ProjectCode">Its code.</param>
/// <param name="ProvinceCode">Province that sent it, one of today's 34.</param>
/// <param name="PlanYear">Its plan year.</param>
public sealed record NamedProject(string ProjectCode, string ProvinceCode, int PlanYear)
{
    /// <summary>KC-24-2025-DP-0007 (24 Bắc Ninh, 2025).</summary>
    /// <param name="reference">Names of provinces.</param>
    internal string ToText(ReferenceData reference)
    {
        var name = reference.CurrentProvinces.FirstOrDefault(unit => unit.Code == ProvinceCode)?.NameVi ?? "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{ProjectCode} ({$"{ProvinceCode} {name}".Trim()}, {PlanYear})");
    }

    /// <summary>What <see cref="ToText"/> wrote; null when it is something else.</summary>
    internal static NamedProject? Parse(string text)
    {
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        var comma = text.LastIndexOf(", ", StringComparison.Ordinal);
        if (open <= 0 || comma < open + 4 || !text.EndsWith(')')) return null;
        return int.TryParse(text.AsSpan(comma + 2)[..^1], CultureInfo.InvariantCulture, out var year)
            ? new NamedProject(text[..open], text.Substring(open + 2, 2), year)
            : null;
    }
}
