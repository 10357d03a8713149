using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ-014 to 018 and 020: support against its ceiling. The expense decides which one of 014 to 017 speaks about a
/// project; 018 takes over where the mistake lies in the use of the priority uplift, and 020 alone judges a local
/// project whose province has a ceiling of its own. Per-establishment caps meet each beneficiary's support, project
/// caps the support of the project; a share is always one of the item's cost, of a task without beneficiaries its
/// total cost.
/// </summary>
internal static class SupportCeilings
{
    private const string Other = "KHAC";

    /// <summary>KC-PRJ-014.</summary>
    public static void Machinery(Judgement judgement)
    {
        if (IsMachinery(judgement.Record.Project.ActivityKey)) Ceiling(judgement);
    }

    /// <summary>KC-PRJ-015.</summary>
    public static void Model(Judgement judgement)
    {
        if (IsModel(judgement.Record.Project.ActivityKey)) Ceiling(judgement);
    }

    /// <summary>KC-PRJ-016.</summary>
    public static void Cluster(Judgement judgement)
    {
        if (IsCluster(judgement.Record.Project.ActivityKey)) Ceiling(judgement);
    }

    /// <summary>KC-PRJ-017.</summary>
    public static void AnyOther(Judgement judgement)
    {
        var key = judgement.Record.Project.ActivityKey;
        if (key == Other) CeilingFindings.ShouldHaveKey(judgement);
        else if (!IsMachinery(key) && !IsModel(key) && !IsCluster(key)) Ceiling(judgement);
    }

    /// <summary>KC-PRJ-018.</summary>
    public static void Uplift(Judgement judgement)
    {
        if (LocalRow(judgement) is null && Verdict(judgement) is { } verdict)
            Compare(new CeilingFindings(judgement, verdict, CeilingTeller.Uplift));
    }

    /// <summary>KC-PRJ-020.</summary>
    public static void Province(Judgement judgement)
    {
        if (LocalRow(judgement) is not { } row) return;
        var day = Day(judgement);
        // The province's own table says whether priority raises its caps.
        var uplift = judgement.Context.Reference.LocalCeilings.Find(
            SupportCeiling.PriorityMultiplier, day, ProvinceOn(judgement, day));
        var verdict = new CeilingVerdict(row, day, uplift, HasGround(judgement.Record.Project));
        Compare(new CeilingFindings(judgement, verdict, CeilingTeller.Province));
    }

    private static bool IsMachinery(string key) => key is "MACHINERY" or CeilingVerdict.ProductionLine;

    private static bool IsModel(string key) => key == "DEMO_NEW_TECH";

    private static bool IsCluster(string key) => key == "CLUSTER_INFRA";

    private static bool HasGround(V1.Project project) =>
        IsGround(project.PriorityArea) || IsGround(project.PrioritySector) || IsGround(project.PriorityOwner);

    private static bool IsGround(string code) => code is not ("" or "KHONG");

    private static DateOnly Day(Judgement judgement) =>
        judgement.Kind.ListDate(judgement.Record, judgement.ReferenceDate);

    // Before the reform the province of the project's own code: the envelope names the one of today.
    private static ReadOnlySpan<char> ProvinceOn(Judgement judgement, DateOnly day)
    {
        var code = judgement.Record.Project.ProjectCode;
        return day < AdministrativeUnits.Reform && code.Length > 5
            ? code.AsSpan(3, 2)
            : judgement.Record.ProvinceCode;
    }

    private static SupportCeiling? LocalRow(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project.FundingLevel == FundingLevels.National) return null;
        var day = Day(judgement);
        return judgement.Context.Reference.LocalCeilings.Find(project.ActivityKey, day, ProvinceOn(judgement, day));
    }

    private static CeilingVerdict? Verdict(Judgement judgement)
    {
        var (day, project) = (Day(judgement), judgement.Record.Project);
        var table = judgement.Context.Reference.Ceilings;
        return table.Find(project.ActivityKey, day) is { } row
            ? new CeilingVerdict(
                row, day, table.FindLatest(SupportCeiling.PriorityMultiplier, day), HasGround(project))
            : null;
    }

    private static void Ceiling(Judgement judgement)
    {
        if (LocalRow(judgement) is not null) return;
        if (Verdict(judgement) is { } verdict)
            Compare(new CeilingFindings(judgement, verdict, CeilingTeller.Ceiling));
        else
            CeilingFindings.NoCeiling(judgement, Day(judgement));
    }

    private static void Compare(CeilingFindings findings)
    {
        var (project, verdict) = (findings.Project, findings.Verdict);
        var perEstablishment = verdict.Row.IsPerEstablishment;
        Int128 tooMuch = 0;
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var beneficiary = project.Beneficiaries[i];
            if (!beneficiary.HasSupportVnd || beneficiary.SupportVnd <= 0) continue;
            long? cost = beneficiary.HasItemCostVnd ? beneficiary.ItemCostVnd : null;
            if (cost is null && verdict.Row.MaxBasisPoints is not null)
                findings.NoCost(FieldPaths.OfBeneficiary(i, "item_cost_vnd"));
            // A project's cap is not each beneficiary's: of these only the share counts.
            int? units = perEstablishment ? 1 : null;
            var (way, limit) = verdict.Judge(beneficiary.SupportVnd, units, cost);
            if (way == Overrun.None) continue;
            tooMuch += beneficiary.SupportVnd - limit;
            findings.Tell(FieldPaths.OfBeneficiary(i, "support_vnd"), way, beneficiary.SupportVnd, limit, units, cost);
        }
        if (perEstablishment || !project.HasSupportAmount) return;
        var count = project.UnitCount > 1 ? project.UnitCount : 1;
        long? total = project is { Beneficiaries.Count: 0, ProjectType: ProjectTypes.Task, HasTotalCost: true }
            ? project.TotalCost
            : null;
        // What goes when the beneficiaries' shares are mended is no second mistake.
        var (broken, most) = verdict.Judge(project.SupportAmount - tooMuch, count, total);
        if (broken != Overrun.None)
            findings.Tell("project.support_amount", broken, project.SupportAmount, most, count, total);
    }
}
