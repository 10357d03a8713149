using System.Globalization;
using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-PRJ-001: the parts of a project code, KC-{province}-{year}-{QG or DP}-{number}.</summary>
internal static class ProjectCode
{
    public static IReadOnlyList<RuleVariant> Variants { get; } =
    [
        new("form",
            new("Mã đề án «{value}» không đúng dạng.", "Dạng đúng: {expected}."),
            new("Project code «{value}» does not have the right form.", "Right form: {expected}.")),
        new("province",
            new("Mã đề án {value}: {part} không phải mã của tỉnh nào, trước hay sau 01/7/2025.",
                "Ghi mã tỉnh lúc cấp mã đề án; mã đã cấp thì giữ nguyên sau sáp nhập."),
            new("Project code {value}: {part} was never a province code.",
                "Give the province code at the time of issue; it stays after a merger.")),
        new("year",
            new("Mã đề án {value}: năm {part} không hợp lý.", "Ghi năm kế hoạch, từ 2000 đến hai năm sau năm nay."),
            new("Project code {value}: year {part} is not plausible.",
                "Give the plan year, from 2000 to two years from now.")),
        new("level",
            new("Mã đề án {value}: phần {part} trái với cấp khuyến công {level}.",
                "QG là khuyến công quốc gia (KCQG), DP là khuyến công địa phương; sửa mã hoặc cấp cho khớp."),
            new("Project code {value}: {part} contradicts funding level {level}.",
                "QG is national (KCQG), DP is local; mend the code or the level.")),
    ];

    /// <summary>
    /// Beyond the annotation's pattern. Codes stay as issued for ever: a province code of any time will do.
    /// </summary>
    public static void Check(Judgement judgement)
    {
        var (code, level) = (judgement.Record.Project.ProjectCode, judgement.Record.Project.FundingLevel);
        if (!HasForm(code)) return;
        if (!judgement.Context.Reference.Units.WasEverProvince(code.AsSpan(3, 2)))
            Report(judgement, "province", code.Substring(3, 2));
        var year = int.Parse(code.AsSpan(6, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        if (year < 2000 || year > judgement.Context.Today.Year + 2) Report(judgement, "year", code.Substring(6, 4));
        var national = code[11] == 'Q';
        var isLocal = level.StartsWith("KCDP_", StringComparison.Ordinal);
        if (national ? isLocal : level == FundingLevels.National)
            judgement.Report("project.project_code", (Rule.Cause, "level"), ("value", code),
                ("part", code.Substring(11, 2)), ("level", level));
    }

    private static void Report(Judgement judgement, string cause, string part) =>
        judgement.Report("project.project_code", (Rule.Cause, cause),
            ("value", judgement.Record.Project.ProjectCode), ("part", part));

    private static bool HasForm(string code) =>
        code.Length == 18 && code.StartsWith("KC-", StringComparison.Ordinal) && AllDigits(code.AsSpan(3, 2))
        && code[5] == '-' && AllDigits(code.AsSpan(6, 4)) && code[10] == '-'
        && code.AsSpan(11, 2) is "QG" or "DP" && code[13] == '-' && AllDigits(code.AsSpan(14, 4));

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
