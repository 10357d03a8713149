using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Bench;

/// <summary>
/// What the contract's annotations ask of a project's record, written out field by field as somebody would who needs
/// no engine: with the rules of <see cref="HandWrittenProject"/> the engine is measured against it.
/// </summary>
/// <param name="reference">Code lists.</param>
internal sealed class HandWrittenFields(ReferenceData reference)
{
    private static readonly string[] ExcelErrors =
    [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
        "#GETTING_DATA", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!",
    ];

    private readonly CodeList _levels = reference.List("funding_level");
    private readonly CodeList _types = reference.List("project_type");
    private readonly CodeList _categories = reference.List("activity_category");
    private readonly CodeList _keys = reference.List("activity_key");
    private readonly CodeList _sectors = reference.List("sector");
    private readonly CodeList _priorityAreas = reference.List("priority_area");
    private readonly CodeList _prioritySectors = reference.List("priority_sector");
    private readonly CodeList _priorityOwners = reference.List("priority_owner");
    private readonly CodeList _statuses = reference.List("project_status");
    private readonly CodeList _authorities = reference.List("approval_authority");
    private readonly CodeList _beneficiaryTypes = reference.List("beneficiary_type");
    private readonly CodeList _adjustments = reference.List("adjustment_kind");
    private readonly CodeList _indicators = reference.List("result_indicator");

    /// <summary>How many fields of a record are not as they must be.</summary>
    public int Bad(ExchangeRecord record, DateOnly listDate)
    {
        var project = record.Project;
        var bad = Envelope(record) + Texts(project) + Codes(project, listDate) + Numbers(project) + Dates(project);
        for (var i = 0; i < project.Beneficiaries.Count; i++) bad += Entry(project.Beneficiaries[i], listDate);
        for (var i = 0; i < project.LifeCycleSteps.Count; i++)
        {
            var step = project.LifeCycleSteps[i];
            bad += Code(_statuses, step.Status, listDate, true) + Day(step.Date, true) + Text(step.DocumentNo, 100);
        }
        for (var i = 0; i < project.Adjustments.Count; i++)
        {
            var one = project.Adjustments[i];
            bad += Code(_adjustments, one.Kind, listDate, true) + Text(one.DocumentNo, 100) + Day(one.Date)
                + Code(_authorities, one.Authority, listDate) + Text(one.Content, 1000);
        }
        for (var i = 0; i < project.Results.Count; i++)
        {
            var result = project.Results[i];
            bad += Code(_indicators, result.Code, listDate, true) + Number(result.HasValue, result.Value, 0, true);
        }
        return bad;
    }

    private static int Envelope(ExchangeRecord record) =>
        Number(record.SourceVersion != 0, record.SourceVersion, 1, true)
        + Text(record.ProvinceCode, 0, true) + Text(record.ProvinceName, 100) + Text(record.DistrictText, 100)
        + Day(record.ReferenceDate, true)
        + Formed(record.ReportPeriod, IsPeriod(record.ReportPeriod), true)
        + Text(record.SubmitterUnit, 255, true) + Text(record.OfficialLetterNo, 100)
        + Day(record.OfficialLetterDate) + Text(record.CorrectionReference, 100);

    private static int Texts(Project project) =>
        Formed(project.ProjectCode, HandWrittenProject.IsProjectCode(project.ProjectCode), true)
        + Text(project.NameVi, 500, true)
        + Formed(project.CentreCode, IsCentreCode(project.CentreCode), false)
        + Text(project.ImplementingUnit, 255, true) + Text(project.CommuneCode, 0) + Text(project.Address, 255)
        + Text(project.BaseAppraisalNo, 100) + Text(project.ApprovalNo, 100) + Text(project.DetailedPlanNo, 100)
        + Text(project.ContractNo, 100) + Text(project.AcceptanceNo, 100) + Text(project.SettlementNo, 100);

    private int Codes(Project project, DateOnly on)
    {
        var bad = Code(_levels, project.FundingLevel, on, true) + Code(_types, project.ProjectType, on, true)
            + Code(_keys, project.ActivityKey, on, true) + Code(_sectors, project.Sector, on)
            + Code(_priorityAreas, project.PriorityArea, on) + Code(_prioritySectors, project.PrioritySector, on)
            + Code(_priorityOwners, project.PriorityOwner, on) + Code(_statuses, project.Status, on, true)
            + Code(_authorities, project.ApprovalAuthority, on) + (project.ActivityCategories.Count == 0 ? 1 : 0);
        for (var i = 0; i < project.ActivityCategories.Count; i++)
            bad += Code(_categories, project.ActivityCategories[i], on, true);
        return bad;
    }

    private static int Numbers(Project project) =>
        Number(project.HasPlanYear, project.PlanYear, 2000, true) + Number(project.HasUnitCount, project.UnitCount, 1)
        + Number(project.HasTotalCost, project.TotalCost, 0, true)
        + Number(project.HasSupportAmount, project.SupportAmount, 0, true)
        + Number(project.HasCounterpartAmount, project.CounterpartAmount, 0, true)
        + Number(project.HasOtherAmount, project.OtherAmount, 0)
        + Number(project.HasManagementCostVnd, project.ManagementCostVnd, 0)
        + (project.HasCommitmentNoDouble ? 0 : 1)
        + Number(project.HasContractValue, project.ContractValue, 0)
        + Number(project.HasAcceptanceValue, project.AcceptanceValue, 0)
        + Number(project.HasSettlementValue, project.SettlementValue, 0);

    private static int Dates(Project project) =>
        Day(project.StartDate, true) + Day(project.EndDate, true) + Day(project.StatusDate, true)
        + Day(project.RegistrationDate) + Day(project.BaseAppraisalDate) + Day(project.ApprovalDate)
        + Day(project.DetailedPlanDate) + Day(project.ContractDate) + Day(project.AcceptanceDate)
        + Day(project.SettlementDate);

    private int Entry(Beneficiary one, DateOnly on) =>
        Formed(one.TaxCode, HandWrittenProject.IsTaxCode(one.TaxCode), true) + Text(one.Name, 255, true)
        + Code(_beneficiaryTypes, one.BeneficiaryType, on, true) + Text(one.CommuneCode, 0)
        + Number(one.HasWorkers, one.Workers, 0) + Number(one.HasInsuredEmployees, one.InsuredEmployees, 0)
        + Number(one.HasCapitalVnd, one.CapitalVnd, 0) + Number(one.HasRevenueVnd, one.RevenueVnd, 0)
        + Number(one.HasLocalMaterialPercent, one.LocalMaterialPercent, 0) + Text(one.ItemId, 100)
        + Number(one.HasItemCostVnd, one.ItemCostVnd, 0) + Number(one.HasSupportVnd, one.SupportVnd, 0, true);

    private static int Day(CivilDate? date, bool required = false) =>
        date is null ? (required ? 1 : 0) : date.TryToDateOnly(out _) ? 0 : 1;

    private static int Number(bool given, long value, long minimum, bool required = false) =>
        given ? (value < minimum ? 1 : 0) : (required ? 1 : 0);

    private static int Code(CodeList list, string code, DateOnly on, bool required = false)
    {
        if (code.Length == 0) return required ? 1 : 0;
        return IsReadable(code) && list.Find(code, on) is not null ? 0 : 1;
    }

    private static int Formed(string text, bool hasForm, bool required) =>
        text.Length == 0 ? (required ? 1 : 0) : IsReadable(text) && hasForm ? 0 : 1;

    private static int Text(string text, int most, bool required = false)
    {
        if (text.Length == 0) return required ? 1 : 0;
        return IsReadable(text) && (most == 0 || text.Length <= most || CodePoints(text) <= most) ? 0 : 1;
    }

    private static bool IsReadable(string text)
    {
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) return false;
        if (text[0] == '#' && ExcelErrors.Contains(text, StringComparer.OrdinalIgnoreCase)) return false;
        foreach (var c in text)
            if (c is <= '\u001F' or >= '\u007F' and <= '\u009F' or >= '\u200B' and <= '\u200F'
                or >= '\u2028' and <= '\u202E' or >= '\u2060' and <= '\u206F' or '\uFEFF' or >= '\uFFFD')
                return false;
        return VietnameseText.IsComposed(text);
    }

    private static int CodePoints(string text)
    {
        var count = 0;
        foreach (var c in text)
            if (!char.IsLowSurrogate(c)) count++;
        return count;
    }

    private static bool IsCentreCode(string code) =>
        code.Length == 9 && code.StartsWith("KCT-", StringComparison.Ordinal) && HandWrittenProject.Digits(code, 4, 2)
        && code[6] == '-' && HandWrittenProject.Digits(code, 7, 2);

    private static bool IsPeriod(string text)
    {
        if (text.Length < 6 || text[0] != '2' || text[1] != '0' || !HandWrittenProject.Digits(text, 2, 2)
            || text[4] != '-') return false;
        return (text[5], text.Length) switch
        {
            ('Y', 6) => true,
            ('Q', 7) => text[6] is >= '1' and <= '4',
            ('H', 7) => text[6] is '1' or '2',
            ('M', 8) => (text[6] == '0' && text[7] is >= '1' and <= '9')
                || (text[6] == '1' && text[7] is >= '0' and <= '2'),
            _ => false,
        };
    }
}
