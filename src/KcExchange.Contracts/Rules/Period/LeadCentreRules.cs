using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-CEN-010 and 011: the centres of a province beside each other. "Province" is the one that the records state: a
/// merged province also sends its predecessors' figures, and each of those had a lead centre of its own.
/// </summary>
internal static class LeadCentreRules
{
    /// <summary>Centres that a text names.</summary>
    private const int MostNamed = 10;

    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-CEN-010", Group = "cross_record", Kind = RecordKind.Centre, Stage = RuleStage.Period,
            Severity = Severity.Error, BasisStatus = Basis.Decree45, LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 8.1",
            Vi = new("Kỳ {period}, tỉnh {province} có {count} trung tâm đầu mối đang hoạt động: {centres}; mỗi kỳ chỉ "
                    + "có một.",
                "Giữ «Là trung tâm đầu mối của tỉnh» ở một trung tâm và bỏ ở các trung tâm khác; trung tâm đã hợp "
                    + "nhất, giải thể thì ghi đúng trạng thái và ngày, rồi gửi lại."),
            En = new("In period {period} province {province} has {count} active lead centres: {centres}; there is one "
                    + "per period.",
                "Keep the lead at one centre and take it from the others; give merged or dissolved centres their "
                    + "status and date, and resend."),
            PeriodCheck = OneLeadCentre,
        },
        new()
        {
            Id = "KC-CEN-011", Group = "cross_record", Kind = RecordKind.Centre, Stage = RuleStage.Period,
            Severity = Severity.Warning, BasisStatus = Basis.InForce, LegalBasis = "QĐ 19/2025/QĐ-TTg",
            Vi = new("Trung tâm của tỉnh trước sáp nhập vẫn báo cáo đang hoạt động bên cạnh trung tâm kế thừa.",
                "Sửa trạng thái của trung tâm đã hợp nhất."),
            En = new("A centre of a province from before the merger still reports as active beside its successor.",
                "Mend the status of the merged centre."),
            Variants =
            [
                new("named",
                    new("Kỳ {period}, trung tâm {centre} vẫn báo cáo đang hoạt động, trong khi {successor} khai đã "
                            + "hợp nhất từ trung tâm này.",
                        "Nếu đã hợp nhất, gửi lại {centre} với trạng thái HOP_NHAT và ngày hợp nhất; nếu chưa, bỏ "
                            + "{centre} khỏi «Mã các trung tâm trước hợp nhất» của {successor}."),
                    new("In period {period} centre {centre} still reports as active, while {successor} says that it "
                            + "came out of it.",
                        "If they have merged, resend {centre} with status HOP_NHAT and the date; if not, take {centre} "
                            + "from the predecessors of {successor}.")),
                new("retired",
                    new("Kỳ {period}, trung tâm {centre} của tỉnh {old} trước sáp nhập vẫn báo cáo đang hoạt động bên "
                            + "cạnh trung tâm {successor}.",
                        "Nếu đã hợp nhất, gửi lại {centre} với trạng thái HOP_NHAT và ngày hợp nhất; nếu Ủy ban nhân "
                            + "dân tỉnh còn để hoạt động riêng thì không cần sửa."),
                    new("In period {period} centre {centre} of {old}, a province from before the merger, still "
                            + "reports as active beside centre {successor}.",
                        "If they have merged, resend {centre} with status HOP_NHAT and the date; if the province lets "
                            + "it work on by itself there is nothing to mend.")),
            ],
            PeriodCheck = PredecessorsHaveCeased,
        },
    ];

    // Seven codes changed their meaning with the reform: 24 before it is another province than 24 after it.
    private static void OneLeadCentre(PeriodJudgement judgement)
    {
        foreach (var leads in judgement.Facts.ActiveCentres.Where(centre => centre.Lead)
            .GroupBy(centre => (centre.ProvinceCode, OfThe63: centre.ReferenceDate < AdministrativeUnits.Reform)))
        {
            var centres = leads.OrderBy(centre => centre.Code, StringComparer.Ordinal).ToList();
            if (centres.Count < 2) continue;
            var named = string.Join(", ", centres.Take(MostNamed).Select(centre => centre.Code));
            judgement.Report("centre.lead_centre", leads.Key.ProvinceCode + (leads.Key.OfThe63 ? "/63" : ""),
                [.. centres.Take(MostNamed).Select(centre => centre.Key)],
                ("period", judgement.Facts.Period.Key), ("province", leads.Key.ProvinceCode),
                ("count", centres.Count.ToString(CultureInfo.InvariantCulture)),
                ("centres", centres.Count > MostNamed ? named + " …" : named));
        }
    }

    /// <summary>
    /// A centre is a predecessor when an active one names it; or, where nobody does, when its code was issued to a
    /// province that the reform retired and an active centre of the present province stands beside it.
    /// </summary>
    private static void PredecessorsHaveCeased(PeriodJudgement judgement)
    {
        var centres = judgement.Facts.ActiveCentres
            .Where(centre => centre.ReferenceDate >= AdministrativeUnits.Reform)
            .OrderByDescending(centre => centre.Lead).ThenBy(centre => centre.Code, StringComparer.Ordinal).ToList();
        var namedBy = new Dictionary<string, ActiveCentre>(StringComparer.Ordinal);
        foreach (var centre in centres)
            foreach (var predecessor in centre.Predecessors.Where(code => code != centre.Code))
                namedBy.TryAdd(predecessor, centre);
        var present = centres.FirstOrDefault(centre => RetiredProvince(judgement.Reference, centre) is null);
        foreach (var centre in centres)
        {
            var old = RetiredProvince(judgement.Reference, centre);
            if (namedBy.TryGetValue(centre.Code, out var successor))
                Report(judgement, centre, successor, (Rule.Cause, "named"));
            else if (old is not null && present is not null)
                Report(judgement, centre, present, (Rule.Cause, "retired"), ("old", $"{old.NameVi} ({old.Code})"));
        }
    }

    private static void Report(
        PeriodJudgement judgement, ActiveCentre centre, ActiveCentre successor,
        params ReadOnlySpan<(string Name, string Value)> more) =>
        judgement.Report("centre.status", centre.Code, [centre.Key, successor.Key],
            [
                ("period", judgement.Facts.Period.Key), ("centre", centre.Code), ("successor", successor.Code), .. more,
            ]);

    /// <summary>The one of the 29 retired provinces to which a centre's code was issued; null when none.</summary>
    private static ProvinceUnit? RetiredProvince(ReferenceData reference, ActiveCentre centre) =>
        centre.Code.Split('-') is [_, var issued, _] && reference.SuccessorOf(issued) is { } successor
        && successor != issued
            ? reference.ProvinceBefore2025(issued) : null;
}
