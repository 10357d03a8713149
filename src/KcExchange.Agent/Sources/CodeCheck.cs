using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>The code that a name stands for.</summary>
/// <param name="Code">"80 (Tây Ninh)"; several where the name is not one's alone.</param>
/// <param name="FormerCode">Code of a merged province up to the reform; empty = the name is still in use.</param>
/// <param name="Into">Province that took the merged one in.</param>
internal sealed record MeantCode(string Code, string FormerCode, string Into);

/// <summary>
/// Codes that are none on the day of their row, where it is plain which code is meant: a name instead of a code, zeros
/// eaten by a spreadsheet. Proposed, never mended. All other wrong codes are left to the rules, which judge them
/// anyway.
/// </summary>
/// <param name="reference">Lists.</param>
internal sealed class CodeCheck(ReferenceData reference)
{
    private const int MostLists = 100;

    private static readonly string[] UnitTypes =
        ["tinh ", "thanh pho ", "tp ", "xa ", "phuong ", "dac khu ", "thi tran "];

    private readonly Dictionary<(string List, DateOnly On), ILookup<string, CodeEntry>> _names = [];

    /// <summary>
    /// The problem of a cell's codes: one that is none, where it is plain which is meant; a name beside a code that is
    /// another code's ("15 - Yên Bái" is no longer true, and which of the two is meant only the clerk knows).
    /// </summary>
    /// <param name="column">What the contract says of the field.</param>
    /// <param name="reading">What the cell says; with the mend of a name where there is one.</param>
    /// <param name="province">Province of the row.</param>
    /// <param name="on">Day whose list counts.</param>
    public CellProblem? Check(FieldInfo column, ref FieldReading reading, string province, DateOnly on)
    {
        if (reading.Names is { } names)
        {
            foreach (var entry in names)
                if (Check(column, ref reading, entry, province, on) is { } problem) return problem;
        }
        else if (reading.Value is string code) return Check(column, ref reading, (code, ""), province, on);
        else if (reading.Value is List<string> codes)
        {
            foreach (var single in codes)
                if (Check(column, ref reading, (single, ""), province, on) is { } problem) return problem;
        }
        return null;
    }

    private CellProblem? Check(
        FieldInfo column, ref FieldReading reading, (string Code, string Name) entry, string province, DateOnly on)
    {
        var (code, name) = entry;
        if (code.Length == 0) return null;
        // No list of communes is kept from before the reform; that a code of four digits is none is known without.
        if (column.CodeList == "commune" && on < AdministrativeUnits.Reform)
            return Padded(column, code, reading.Digits, on);
        if (!reference.IsCode(column.CodeList, code, on))
        {
            // Some names have dashes too: "Bà Rịa - Vũng Tàu".
            var written = name.Length > 0 ? $"{code} - {name}" : code;
            return Padded(column, code, reading.Digits, on)
                ?? ((Meant(column, written, province, on) ?? Meant(column, code, province, on)) is { } meant
                    ? CellProblem.Of(
                        ImportRules.NameForCode, Messages.Values.NameForCode(column.LabelVi, written, meant))
                    : null);
        }
        if (name.Length == 0 || CodeText.NameOf(reference, column.CodeList, code, on) is not { } right
            || name == right) return null;
        if (CodeText.Contradicts(right, name))
            return CellProblem.Of(ImportRules.CodeAndName, Messages.Values.CodeAndName(
                column.LabelVi, code, name, right, Meant(column, name, province, on)));
        if (VietnameseSyllable.DifferInTonePlaceOnly(right, name) && reading.Mended?.Kind != MendKind.OldFont)
            reading = reading with
            {
                Mended = new(
                    MendKind.ToneMark, reading.Mended?.Before ?? $"{code} - {name}", CodeText.Of(code, right)),
            };
        return null;
    }

    /// <summary>The code that a name stands for on a day; null when it is no name of the list.</summary>
    /// <param name="column">What the contract says of the field.</param>
    /// <param name="name">Name as written.</param>
    /// <param name="province">Province of the row.</param>
    /// <param name="on">Day whose list counts.</param>
    private MeantCode? Meant(FieldInfo column, string name, string province, DateOnly on)
    {
        var entries = Named(column.CodeList, name, on).ToList();
        if (column.CodeList == "commune")
            entries.RemoveAll(entry => reference.Commune(entry.Code, on)?.ProvinceCode != province);
        if (entries.Count > 0)
            return new(string.Join(", ", entries.Select(entry => entry.Label)), "", "");
        if (column.CodeList != "province" || on < AdministrativeUnits.Reform) return null;
        var before = Named(column.CodeList, name, AdministrativeUnits.Reform.AddDays(-1)).FirstOrDefault();
        return before is not null && reference.SuccessorOf(before.Code) is { } successor
            && reference.Province(successor, on) is { } into
                ? new($"{successor} ({into.NameVi})", before.Code, into.NameVi)
                : null;
    }

    private CellProblem? Padded(FieldInfo column, string code, byte digits, DateOnly on)
    {
        if (code.AsSpan().ContainsAnyExceptInRange('0', '9')) return null;
        var (whole, name, rule) = column.CodeList switch
        {
            "commune" when code.PadLeft(5, '0') is var padded && reference.Commune(padded, on) is { } commune =>
                (padded, commune.NameVi, ImportRules.Commune),
            "commune" when code.Length < 5 && on < AdministrativeUnits.Reform =>
                (code.PadLeft(5, '0'), "", ImportRules.Commune),
            "province" when code.Length == 1 && reference.Province("0" + code, on) is { } unit =>
                (unit.Code, unit.NameVi, ImportRules.Province),
            // "2" was 02, Hà Giang: since the reform it is part of another.
            "province" when code.Length == 1 && reference.ProvinceBefore2025("0" + code) is { } former =>
                (former.Code, former.NameVi, ImportRules.RetiredProvince),
            _ => ("", "", ""),
        };
        if (rule.Length == 0) return null;
        var retired = rule == ImportRules.RetiredProvince ? Meant(column, name, "", on) : null;
        return CellProblem.Of(rule, Messages.Values.EatenZeros(
            column.LabelVi, code, whole, name, digits == whole.Length, retired));
    }

    private IEnumerable<CodeEntry> Named(string list, string name, DateOnly on)
    {
        // A file with ever other days must not fill the memory.
        if (_names.Count >= MostLists) _names.Clear();
        if (!_names.TryGetValue((list, on), out var names))
            _names[(list, on)] = names = reference.Codes(list, on)
                .ToLookup(entry => VietnameseText.Fold(entry.NameVi), StringComparer.Ordinal);
        var folded = VietnameseText.Fold(name);
        if (names.Contains(folded) || list is not ("province" or "commune")) return names[folded];
        var type = UnitTypes.FirstOrDefault(type => folded.StartsWith(type, StringComparison.Ordinal));
        return type is null ? [] : names[folded[type.Length..]];
    }
}
