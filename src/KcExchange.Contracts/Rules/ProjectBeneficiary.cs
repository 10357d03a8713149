using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// A beneficiary of a live project in the form in which the rules on double support compare it (KC-PRJ-021 to 024).
/// A tax code of 12 digits is personal data: compared, never shown.
/// </summary>
/// <param name="ProvinceCode">Province that sent the project, one of today's 34.</param>
/// <param name="RecordKey">Natural key of the project.</param>
/// <param name="TaxCode">Tax code, normalised; empty when there is no valid one.</param>
/// <param name="NameKey">Name as <see cref="BeneficiaryName"/> has it; empty when there is none.</param>
/// <param name="ItemId">Number of the supported item, letters and digits only; empty when not given.</param>
/// <param name="PlanYear">Plan year of the project.</param>
/// <param name="ActivityKey">Expense supported by the project.</param>
/// <param name="Status">Status of the project.</param>
/// <param name="FairAbroad">The project supports a fair abroad.</param>
public sealed record ProjectBeneficiary(
    string ProvinceCode, string RecordKey, string TaxCode, string NameKey, string ItemId, int PlanYear,
    string ActivityKey, string Status, bool FairAbroad)
{
    /// <summary>Longest number of an item that is compared.</summary>
    public const int LongestItem = 100;

    /// <summary>
    /// Statuses in which a project claims no support: not yet asked for, sent back, turned down or given up.
    /// </summary>
    private static readonly string[] WithoutClaim = ["DRAFT", "RETURNED", "REJECTED", "STOPPED"];

    /// <summary>True when the project claims support, or has had it.</summary>
    public bool Claims => !WithoutClaim.Contains(Status);

    /// <summary>Code of the project.</summary>
    public string ProjectCode => RecordKey[(RecordKey.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The beneficiaries of a project, in its order.</summary>
    /// <param name="provinceCode">Province that sends it.</param>
    /// <param name="recordKey">Its natural key.</param>
    /// <param name="project">The project.</param>
    public static ProjectBeneficiary[] Of(string provinceCode, string recordKey, V1.Project project)
    {
        var all = new ProjectBeneficiary[project.Beneficiaries.Count];
        for (var i = 0; i < all.Length; i++)
        {
            var one = project.Beneficiaries[i];
            all[i] = new ProjectBeneficiary(
                provinceCode, recordKey, Rules.TaxCode.Normalise(one.TaxCode), BeneficiaryName.Key(one.Name),
                BeneficiaryName.Letters(one.ItemId, LongestItem), project.PlanYear, project.ActivityKey,
                project.Status, project.FairAbroad);
        }
        return all;
    }

    /// <summary>True when both are of one project.</summary>
    /// <param name="other">Another beneficiary.</param>
    public bool IsOfProjectOf(ProjectBeneficiary other) =>
        RecordKey == other.RecordKey && ProvinceCode == other.ProvinceCode;
}
