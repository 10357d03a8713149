using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Bench;

/// <summary>Support against its ceilings (KC-PRJ-014 to 020), written out for a project.</summary>
/// <param name="reference">Ceilings.</param>
internal sealed class HandWrittenCeilings(ReferenceData reference)
{
    private readonly CodeList _keys = reference.List("activity_key");

    /// <summary>How many amounts are wrong.</summary>
    public int Wrong(ExchangeRecord record, DateOnly on)
    {
        var (wrong, project, key) = (0, record.Project, record.Project.ActivityKey);
        if (project is { HasManagementCostVnd: true, HasTotalCost: true }
            && reference.Ceilings.FindLatest(SupportCeiling.ManagementOfUnit, on)?.MaxBasisPoints is { } least
            && project.ManagementCostVnd > (Int128)project.TotalCost * least / 10_000) wrong++;
        if (key == "KHAC")
        {
            for (var i = 0; i < project.ActivityCategories.Count; i++)
                if (project.ActivityCategories[i] is "ND3" or "ND4" or "ND5" or "ND7") return wrong + 1;
            return wrong;
        }
        var row = project.FundingLevel == "KCQG"
            ? null : reference.LocalCeilings.Find(key, on, ProvinceOn(record, on));
        var uplift = row is null
            ? reference.Ceilings.FindLatest(SupportCeiling.PriorityMultiplier, on)
            : reference.LocalCeilings.Find(SupportCeiling.PriorityMultiplier, on, ProvinceOn(record, on));
        row ??= reference.Ceilings.Find(key, on);
        if (row is null) return wrong + (_keys.Find(key, on) is null ? 0 : 1);
        return wrong + Compare(project, row, uplift);
    }

    private static int Compare(Project project, SupportCeiling row, SupportCeiling? uplift)
    {
        var (wrong, tooMuch, raised) = (0, (Int128)0, Factor(project, row, uplift));
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var one = project.Beneficiaries[i];
            if (!one.HasSupportVnd || one.SupportVnd <= 0) continue;
            if (!one.HasItemCostVnd && row.MaxBasisPoints is not null) wrong++;
            var limit = Limit(
                row, row.IsPerEstablishment ? raised : null, one.HasItemCostVnd ? one.ItemCostVnd : null);
            if (one.SupportVnd <= limit) continue;
            tooMuch += one.SupportVnd - limit;
            wrong++;
        }
        if (row.IsPerEstablishment || !project.HasSupportAmount) return wrong;
        long? cost = project is { Beneficiaries.Count: 0, ProjectType: "NHIEM_VU", HasTotalCost: true }
            ? project.TotalCost : null;
        var units = project.UnitCount > 1 ? project.UnitCount : 1;
        return project.SupportAmount - tooMuch > Limit(row, (Int128)raised * units, cost) ? wrong + 1 : wrong;
    }

    private static Int128 Limit(SupportCeiling row, Int128? factor, long? cost)
    {
        var limit = Int128.MaxValue;
        if (row.CapVnd is { } cap && factor is { } times) limit = cap * times / 10_000;
        if (row.MaxBasisPoints is { } share && cost is { } whole)
            limit = Int128.Min(limit, (Int128)whole * share / 10_000);
        return limit;
    }

    // The cap of a production line is raised already.
    private static long Factor(Project project, SupportCeiling row, SupportCeiling? uplift) =>
        row.ActivityKey != "PRODUCTION_LINE" && uplift?.MaxBasisPoints is { } raised
        && (IsGround(project.PriorityArea) || IsGround(project.PrioritySector) || IsGround(project.PriorityOwner))
            ? raised : 10_000;

    private static bool IsGround(string code) => code is not ("" or "KHONG");

    private static ReadOnlySpan<char> ProvinceOn(ExchangeRecord record, DateOnly on) =>
        on < AdministrativeUnits.Reform && record.Project.ProjectCode.Length > 5
            ? record.Project.ProjectCode.AsSpan(3, 2)
            : record.ProvinceCode;
}
