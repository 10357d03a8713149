using System.Globalization;
using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-PRJ-001 beyond the pattern: the parts of a project code. KC-{province}-{year}-{QG or DP}-{number}.</summary>
internal static class ProjectCode
{
    public static void Check(Judgement judgement)
    {
        var code = judgement.Record.Project.ProjectCode;
        if (!HasForm(code)) return;
        if (WrongPart(judgement, code) is { } part)
            judgement.Report("project.project_code", ("value", code), ("part", part));
    }

    // The codes stay as issued for ever: any province code of any time will do.
    private static string? WrongPart(Judgement judgement, string code)
    {
        var units = judgement.Context.Reference.Units;
        Span<char> province = [code[3], code[4]];
        if (!units.WasEverProvince(province)) return code.Substring(3, 2);
        var year = int.Parse(code.AsSpan(6, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        if (year < 2000 || year > judgement.Context.Today.Year + 2) return code.Substring(6, 4);
        var level = judgement.Record.Project.FundingLevel;
        var national = level == FundingLevels.National;
        var local = level.StartsWith(FundingLevels.LocalPrefix, StringComparison.Ordinal);
        return (code[11] == 'Q' && local) || (code[11] == 'D' && national) ? code.Substring(11, 2) : null;
    }

    // The annotation's pattern reports anything else.
    private static bool HasForm(string code) =>
        code.Length == 18 && code.StartsWith("KC-", StringComparison.Ordinal) && AllDigits(code.AsSpan(3, 2))
        && code[5] == '-' && AllDigits(code.AsSpan(6, 4)) && code[10] == '-'
        && code.AsSpan(11, 2) is "QG" or "DP" && code[13] == '-' && AllDigits(code.AsSpan(14, 4));

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
