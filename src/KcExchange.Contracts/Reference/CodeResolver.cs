using KcExchange.V1;

namespace KcExchange.Contracts.Reference;

/// <summary>What a code of a list means on a day, and if nothing, why and what would be right.</summary>
public static class CodeResolver
{
    private const string Province = "province";
    private const string Commune = "commune";

    /// <summary>Resolves a code.</summary>
    /// <param name="data">Reference data.</param>
    /// <param name="list">Name of a list; one of <see cref="ReferenceData.Lists"/>.</param>
    /// <param name="code">Code as it was found.</param>
    /// <param name="on">The day.</param>
    public static ResolveCodeResponse Resolve(ReferenceData data, string list, string code, DateOnly on)
    {
        var meanings = Meanings(data, list, code).ToList();
        var entry = meanings.FirstOrDefault(meaning => IsValid(meaning, on));
        var answer = new ResolveCodeResponse
        {
            Standing = Standing(list, meanings, entry, on),
            Entry = entry,
            Meanings = { meanings },
            Reused = list == Province && data.Units.Reused.Any(reused => reused.Code == code),
            ReferenceVersion = data.Version,
        };
        if (list == Province && data.ProvinceBefore2025(code) is not null && !IsSameProvince(data, code))
            answer.Successor = Meanings(data, Province, data.SuccessorOf(code)!).Last();
        if (meanings.Count == 0) answer.Nearest = Nearest(data, list, code, on);
        return answer;
    }

    /// <summary>The codes of a list that are valid on a day, in the order in which they are shown.</summary>
    /// <param name="data">Reference data.</param>
    /// <param name="list">Name of a list.</param>
    /// <param name="on">The day.</param>
    /// <param name="withinProvince">Communes of this province only; empty = all.</param>
    public static IEnumerable<ReferenceCode> Codes(
        ReferenceData data, string list, DateOnly on, string withinProvince) => list == Commune
        ? data.Units.CommunesOn(on).Where(unit => withinProvince.Length == 0 || unit.ProvinceCode == withinProvince)
            .SelectMany(unit => Meanings(data, Commune, unit.Code).Where(meaning => IsValid(meaning, on)))
        : data.Codes(list, on).Select(Message);

    private static CodeStanding Standing(
        string list, List<ReferenceCode> meanings, ReferenceCode? entry, DateOnly on)
    {
        if (entry is not null) return CodeStanding.Valid;
        if (list == Commune && !ReferenceData.KnowsCommunes(on)) return CodeStanding.NotRecorded;
        if (meanings.Count == 0) return CodeStanding.Unknown;
        return meanings.Any(meaning => meaning.ValidTo.TryToDateOnly(out var last) && last < on)
            ? CodeStanding.Retired
            : CodeStanding.NotYet;
    }

    private static IEnumerable<ReferenceCode> Meanings(ReferenceData data, string list, string code) => list == Commune
        ? data.Units.CommuneMeanings(code).Select(meaning => new ReferenceCode
        {
            Code = code,
            NameVi = meaning.Unit.NameVi,
            ValidFrom = meaning.From.ToCivilDate(),
            ValidTo = meaning.To?.ToCivilDate(),
            ProvinceCode = meaning.Unit.ProvinceCode,
        })
        : data.List(list).Entries.Where(entry => entry.Code == code)
            .OrderBy(entry => entry.ValidFrom ?? DateOnly.MinValue).Select(Message);

    private static ReferenceCode Message(CodeEntry entry) => new()
    {
        Code = entry.Code,
        NameVi = entry.NameVi,
        NameEn = entry.NameEn,
        ValidFrom = entry.ValidFrom?.ToCivilDate(),
        ValidTo = entry.ValidTo?.ToCivilDate(),
    };

    /// <summary>The code stayed with its province: nothing follows it.</summary>
    private static bool IsSameProvince(ReferenceData data, string code) =>
        data.SuccessorOf(code) == code && data.Units.Reused.All(reused => reused.Code != code);

    private static bool IsValid(ReferenceCode meaning, DateOnly on) =>
        (!meaning.ValidFrom.TryToDateOnly(out var first) || on >= first)
        && (!meaning.ValidTo.TryToDateOnly(out var last) || on <= last);

    /// <summary>Who writes no code mostly writes its name, or a letter too few.</summary>
    private static ReferenceCode? Nearest(ReferenceData data, string list, string code, DateOnly on)
    {
        var offered = Codes(data, list, on, "").ToList();
        if (code.All(char.IsAsciiDigit))
            return offered.FirstOrDefault(entry => entry.Code.TrimStart('0') == code.TrimStart('0'));
        var name = VietnameseText.Nearest(
            code, offered.Select(entry => entry.NameVi).Concat(offered.Select(entry => entry.Code)));
        return offered.FirstOrDefault(entry => entry.NameVi == name || entry.Code == name);
    }
}
