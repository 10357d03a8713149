using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Bench;

/// <summary>
/// All record rules of a project in one class: no catalogue, no findings, only how many things are wrong. It knows what
/// the engine must be told (severities, dates, levels) because somebody wrote it down where it is needed.
/// </summary>
/// <param name="reference">Reference data.</param>
/// <param name="today">The day of the judgement.</param>
/// <param name="sender">Province that sends.</param>
internal sealed class HandWrittenProject(ReferenceData reference, DateOnly today, string sender)
{
    private static readonly DateOnly Decree45 = new(2012, 7, 5);
    private static readonly DateOnly Circular36 = new(2014, 2, 10);

    private readonly HandWrittenFields _fields = new(reference);
    private readonly HandWrittenCeilings _ceilings = new(reference);
    private readonly RuleSettings _settings = RuleSettings.Default;
    private readonly CodeList _authorities = reference.List("approval_authority");

    /// <summary>How many things are wrong with a record.</summary>
    public int Wrong(ExchangeRecord record)
    {
        var project = record.Project;
        var dated = record.ReferenceDate.TryToDateOnly(out var day);
        if (!dated) day = today;
        var on = project.ApprovalDate.TryToDateOnly(out var approved) ? approved : day;
        var wrong = _fields.Bad(record, on) + General(record, dated, day) + Form(project, day) + Plan(project, day, on)
            + _ceilings.Wrong(record, on) + Plausible(project, day, on);
        return project.FundingLevel == "KCQG" && day >= Circular36 ? wrong + National(project) : wrong;
    }

    /// <summary>KC-08-2026-QG-0001.</summary>
    public static bool IsProjectCode(string code) =>
        code.Length == 18 && code.StartsWith("KC-", StringComparison.Ordinal) && Digits(code, 3, 2) && code[5] == '-'
        && Digits(code, 6, 4) && code[10] == '-' && code.AsSpan(11, 2) is "QG" or "DP" && code[13] == '-'
        && Digits(code, 14, 4);

    /// <summary>10 digits, with or without the 3 of a branch, or 12.</summary>
    public static bool IsTaxCode(string code) => code.Length switch
    {
        10 => Digits(code, 0, 10),
        12 => Digits(code, 0, 12),
        14 => Digits(code, 0, 10) && code[10] == '-' && Digits(code, 11, 3),
        _ => false,
    };

    /// <summary>Digits only.</summary>
    public static bool Digits(string text, int start, int length) =>
        !text.AsSpan(start, length).ContainsAnyExceptInRange('0', '9');

    private int General(ExchangeRecord record, bool dated, DateOnly day)
    {
        var (wrong, project, province) = (0, record.Project, record.ProvinceCode);
        if (dated && province.Length > 0 && reference.Province(province, day) is null) wrong++;
        if (dated && record.ProvinceName.Length > 0) wrong += NameOfAnotherDay(record, day);
        if (dated && province.Length > 0 && ReferenceData.KnowsCommunes(day))
        {
            wrong += Elsewhere(project.CommuneCode, province, day);
            if (!project.MultiProvince)
                for (var i = 0; i < project.Beneficiaries.Count; i++)
                    wrong += Elsewhere(project.Beneficiaries[i].CommuneCode, province, day);
        }
        if (dated && day >= AdministrativeUnits.Reform && record.DistrictText.Length > 0) wrong++;
        if (province.Length > 0 && province != sender && reference.SuccessorOf(province) != sender) wrong++;
        if (ReportPeriod.TryParse(record.ReportPeriod, out var period) && period.Start > today) wrong++;
        return wrong;
    }

    private int NameOfAnotherDay(ExchangeRecord record, DateOnly day)
    {
        foreach (var reused in reference.Units.Reused)
        {
            if (reused.Code != record.ProvinceCode) continue;
            var (right, other) = day >= AdministrativeUnits.Reform
                ? (reused.NameSince, reused.NameBefore) : (reused.NameBefore, reused.NameSince);
            if (record.ProvinceName == right) return 0;
            var given = VietnameseText.Fold(record.ProvinceName);
            return given == VietnameseText.Fold(other) || given == "tinh " + VietnameseText.Fold(other) ? 1 : 0;
        }
        return 0;
    }

    private int Elsewhere(string code, string province, DateOnly day) => code.Length == 0
        || (reference.Commune(code, day) is { } commune
            && (commune.ProvinceCode == province || reference.Province(province, day) is null)) ? 0 : 1;

    private int Form(Project project, DateOnly day)
    {
        var (wrong, code, level) = (0, project.ProjectCode, project.FundingLevel);
        if (IsProjectCode(code))
        {
            if (!reference.Units.WasEverProvince(code.AsSpan(3, 2))) wrong++;
            var year = ((code[6] - '0') * 1000) + ((code[7] - '0') * 100) + ((code[8] - '0') * 10) + code[9] - '0';
            if (year < 2000 || year > today.Year + 2) wrong++;
            if (code[11] == 'Q' ? level.StartsWith("KCDP_", StringComparison.Ordinal) : level == "KCQG") wrong++;
        }
        if (project is { Sector.Length: 0, ProjectType: not "NHIEM_VU" }) wrong++;
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var tax = project.Beneficiaries[i].TaxCode;
            if (tax.Length != 12 && IsTaxCode(tax) && !TaxCode.IsValid(tax)) wrong++;
        }
        if (project.StartDate.TryToDateOnly(out var start) && project.EndDate.TryToDateOnly(out var end) && end < start)
            wrong++;
        if (project is { HasTotalCost: true, HasSupportAmount: true, HasCounterpartAmount: true }
            && (Int128)project.SupportAmount + project.CounterpartAmount + project.OtherAmount != project.TotalCost)
            wrong++;
        if (project.Status == "EXECUTING" && project.EndDate.TryToDateOnly(out var due) && today > due) wrong++;
        return wrong;
    }

    private int Plan(Project project, DateOnly day, DateOnly on)
    {
        var (wrong, reached, national) = (0, Reached(project), project.FundingLevel == "KCQG");
        if (project is { ProjectType: "NHOM", Beneficiaries.Count: 0 } && reached >= 3) wrong++;
        if (project.ProjectType is "CU_THE" or "DIEM")
        {
            if (project.Beneficiaries.Count == 0) wrong++;
            if (project.CommuneCode.Length == 0
                && (ReferenceData.KnowsCommunes(on) || project.Address.Length == 0)) wrong++;
        }
        if (reached >= 1)
        {
            if (project.ApprovalNo.Length == 0) wrong++;
            if (project.ApprovalDate is null) wrong++;
            if (project.ApprovalAuthority.Length == 0) wrong++;
        }
        if (day < Decree45) return wrong;
        var fits = national
            ? project.ApprovalAuthority == "BO_TRUONG"
            : project.ApprovalAuthority is not ("BO_TRUONG" or "CUC");
        if (!fits && (national || project.FundingLevel.StartsWith("KCDP_", StringComparison.Ordinal))
            && _authorities.Find(project.ApprovalAuthority, on) is not null) wrong++;
        return wrong;
    }

    private int National(Project project)
    {
        var (wrong, reached) = (0, Reached(project));
        if (reached >= 3 && project.ContractNo.Length == 0) wrong++;
        if (reached >= 3 && project.ContractDate is null) wrong++;
        if (reached >= 1 && project.ProjectType != "NHIEM_VU"
            && project is { BaseAppraisalNo.Length: 0, MultiProvince: false, RegionalCentre: false }) wrong++;
        if (reached >= 4 && project.AcceptanceNo.Length == 0) wrong++;
        if (reached >= 4 && project.AcceptanceDate is null) wrong++;
        if (project.AcceptanceDate.TryToDateOnly(out var accepted)
            && project.ContractDate.TryToDateOnly(out var contracted) && accepted < contracted) wrong++;
        if (reached >= 3 && project is { ProjectType: "NHOM", DetailedPlanNo.Length: 0 }) wrong++;
        if (reached >= 3 && project is { ProjectType: "NHOM", DetailedPlanDate: null }) wrong++;
        if (project.ProjectType == "DIEM") wrong += Flagship(project);
        if (!project.HasPlanYear || project.PlanYear is < 2000 or > 9999) return wrong;
        var deadline = new DateOnly(
            project.PlanYear - 1, _settings.RegistrationDeadline.Month, _settings.RegistrationDeadline.Day);
        if (project.RegistrationDate.TryToDateOnly(out var received) ? received > deadline
            : project.RegistrationDate is null && today > deadline
                && project.Status is "REGISTERED" or "BASE_APPRAISED") wrong++;
        return wrong;
    }

    private static int Flagship(Project project)
    {
        var (wrong, contents) = (0, project.ActivityCategories);
        var second = false;
        for (var i = 1; i < contents.Count; i++) second |= contents[i] != contents[0];
        if (contents.Count > 0 && !second) wrong++;
        if (project.StartDate.TryToDateOnly(out var start) && project.EndDate.TryToDateOnly(out var end)
            && start.Year < 9999 && end >= start && end <= start.AddYears(1)) wrong++;
        return wrong;
    }

    private int Plausible(Project project, DateOnly day, DateOnly on)
    {
        var wrong = 0;
        var works = project.ActivityKey is "CLUSTER_INFRA" or "WASTE_CLUSTER";
        if (project.HasTotalCost) wrong += Unlikely(project.TotalCost, !works);
        if (project.HasSupportAmount) wrong += Unlikely(project.SupportAmount, true);
        if (project.HasCounterpartAmount) wrong += Unlikely(project.CounterpartAmount, !works);
        if (project.HasOtherAmount) wrong += Unlikely(project.OtherAmount, !works);
        if (project.HasContractValue) wrong += Unlikely(project.ContractValue, true);
        var (cleaner, atPlace) = (project.Sector == "NN7", false);
        for (var i = 0; i < project.ActivityCategories.Count; i++)
            cleaner |= project.ActivityCategories[i] == "ND_SXTDBV";
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var one = project.Beneficiaries[i];
            if (one.HasItemCostVnd) wrong += Unlikely(one.ItemCostVnd, !works);
            if (one.HasSupportVnd) wrong += Unlikely(one.SupportVnd, true);
            if (project.PrioritySector == "UTN_LD" && one.Workers < _settings.MuchLabour) wrong++;
            if (project.PrioritySector == "UTN_NL"
                && one.LocalMaterialPercent <= _settings.LocalMaterialBasisPoints) wrong++;
            if (cleaner) continue;
            if (one.BeneficiaryType == "DNNVV" && one.InsuredEmployees > _settings.SmeEmployees) wrong++;
            if (one.BeneficiaryType == "DNNVV" && one.RevenueVnd > _settings.SmeRevenue
                && one.CapitalVnd > _settings.SmeCapital) wrong++;
            if (day < AdministrativeUnits.Reform || one.BeneficiaryType is not ("DNNVV" or "HTX" or "THT" or "HKD"))
                continue;
            if (one.CommuneCode.Length == 0) atPlace = true;
            else if (reference.Commune(one.CommuneCode, on) is { Type: CommuneType.Ward }) wrong++;
        }
        if (atPlace && reference.Commune(project.CommuneCode, on) is { Type: CommuneType.Ward }) wrong++;
        return wrong;
    }

    private int Unlikely(long amount, bool fromAbove) =>
        (amount > 0 && amount < _settings.SmallestAmount) || (fromAbove && amount > _settings.LargestAmount) ? 1 : 0;

    /// <summary>1 approved, 3 under way, 4 accepted; of a project put aside, what its steps show.</summary>
    private static int Reached(Project project)
    {
        var aside = project.Status is "ADJUSTING" or "STOPPED"
            || (project.Status is "SETTLED" or "CLOSED" && WasStopped(project));
        if (aside) return HasStep(project, "EXECUTING") ? 3 : 1;
        return project.Status switch
        {
            "APPROVED" => 1,
            "CONTRACTED" => 2,
            "EXECUTING" => 3,
            "ACCEPTED" => 4,
            "SETTLED" => 5,
            "CLOSED" => 6,
            _ => 0,
        };
    }

    private static bool WasStopped(Project project)
    {
        if (HasStep(project, "STOPPED")) return true;
        for (var i = 0; i < project.Adjustments.Count; i++)
            if (project.Adjustments[i].Kind == "NGUNG") return true;
        return false;
    }

    private static bool HasStep(Project project, string status)
    {
        for (var i = 0; i < project.LifeCycleSteps.Count; i++)
            if (project.LifeCycleSteps[i].Status == status) return true;
        return false;
    }
}
