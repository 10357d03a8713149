using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Server.Records;

/// <summary>Between a project, its rows in the index of beneficiaries, and what rules compare.</summary>
internal static class Beneficiaries
{
    /// <summary>Length of the columns that hold codes: a longer one was let through by no list of the law.</summary>
    private const int CodeLength = 30;

    /// <summary>
    /// The rows of one live project; an entry that gives neither tax code nor name is none. What is longer than its
    /// column is cut.
    /// </summary>
    public static IReadOnlyList<BeneficiaryRow> Of(string provinceCode, string recordKey, Project project) =>
        Rows(ProjectBeneficiary.Of(provinceCode, recordKey, project));

    /// <summary>
    /// The rows of one project from what is compared of it; numbered by what they say, whatever their order in the
    /// list: the ledger keeps lists in an order of its own.
    /// </summary>
    public static IReadOnlyList<BeneficiaryRow> Rows(ProjectBeneficiary[] all)
    {
        var named = Array.FindAll(all, one => one.TaxCode.Length + one.NameKey.Length > 0);
        Array.Sort(named, static (one, other) =>
            string.CompareOrdinal(one.TaxCode, other.TaxCode) is var code and not 0 ? code
            : string.CompareOrdinal(one.NameKey, other.NameKey) is var name and not 0 ? name
            : string.CompareOrdinal(one.ItemId, other.ItemId));
        var rows = new BeneficiaryRow[named.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = Row(named[i], i);
        return rows;
    }

    /// <summary>A row as the rules compare it.</summary>
    public static ProjectBeneficiary ToFact(BeneficiaryRow row) => new(
        row.ProvinceCode, row.RecordKey, row.TaxCode, row.NameKey, row.ItemId, row.PlanYear, row.ActivityKey,
        row.Status, row.FairAbroad);

    private static BeneficiaryRow Row(ProjectBeneficiary one, int ordinal) => new()
    {
        ProvinceCode = one.ProvinceCode,
        RecordKey = one.RecordKey,
        Ordinal = ordinal,
        TaxCode = one.TaxCode,
        NameKey = one.NameKey,
        ItemId = one.ItemId,
        PlanYear = one.PlanYear,
        ActivityKey = Cut(one.ActivityKey),
        Status = Cut(one.Status),
        FairAbroad = one.FairAbroad,
    };

    private static string Cut(string code) => code.Length <= CodeLength ? code : code[..CodeLength];
}
