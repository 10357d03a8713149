using System.Runtime.InteropServices;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// What is known of the beneficiaries of other projects, over all provinces: stored ones, overlaid by those accepted
/// since. Only the exchange has it. Not thread-safe.
/// </summary>
public sealed class DuplicateFacts
{
    private readonly Dictionary<string, List<ProjectBeneficiary>> _byTaxCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ProjectBeneficiary>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Province, string Key), List<ProjectBeneficiary>> _byProject = [];

    private V1.Project? _lookedAt;
    private ProjectBeneficiary[] _own = [];

    /// <summary>True when nothing is known of anybody.</summary>
    public bool IsEmpty => _byProject.Count == 0;

    /// <summary>Adds a stored beneficiary; one that is there already stays once.</summary>
    /// <param name="one">The beneficiary.</param>
    public void Add(ProjectBeneficiary one)
    {
        var ofProject = ListOf(_byProject, (one.ProvinceCode, one.RecordKey));
        if (ofProject.Contains(one)) return;
        ofProject.Add(one);
        if (one.TaxCode.Length > 0) ListOf(_byTaxCode, one.TaxCode).Add(one);
        if (one.NameKey.Length > 0) ListOf(_byName, one.NameKey).Add(one);
    }

    /// <summary>True when another project has the tax code or the name of a beneficiary.</summary>
    /// <param name="one">The beneficiary.</param>
    public bool KnowsOthersLike(ProjectBeneficiary one) => WithTaxCodeOf(one).Any() || WithNameOf(one).Any();

    /// <summary>A project has these beneficiaries now, and no others; none = it is gone.</summary>
    /// <param name="provinceCode">Province that sent it.</param>
    /// <param name="recordKey">Its natural key.</param>
    /// <param name="beneficiaries">Its beneficiaries.</param>
    public void Replace(string provinceCode, string recordKey, IEnumerable<ProjectBeneficiary> beneficiaries)
    {
        if (_byProject.Remove((provinceCode, recordKey), out var before))
            foreach (var one in before)
            {
                if (one.TaxCode.Length > 0) _byTaxCode[one.TaxCode].Remove(one);
                if (one.NameKey.Length > 0) _byName[one.NameKey].Remove(one);
            }
        foreach (var one in beneficiaries) Add(one);
    }

    /// <summary>The same facts again, to be overlaid on their own.</summary>
    public DuplicateFacts Copy()
    {
        var copy = new DuplicateFacts();
        foreach (var one in _byProject.Values.SelectMany(ofProject => ofProject)) copy.Add(one);
        return copy;
    }

    /// <summary>
    /// The beneficiaries of the project under judgement, made once for the rules that ask one after the other.
    /// </summary>
    internal ProjectBeneficiary[] Own(string provinceCode, string recordKey, V1.Project project)
    {
        if (!ReferenceEquals(_lookedAt, project))
            (_lookedAt, _own) = (project, ProjectBeneficiary.Of(provinceCode, recordKey, project));
        return _own;
    }

    /// <summary>Beneficiaries of other projects with the same tax code.</summary>
    internal IEnumerable<ProjectBeneficiary> WithTaxCodeOf(ProjectBeneficiary own) =>
        Others(_byTaxCode, own.TaxCode, own);

    /// <summary>Beneficiaries of other projects with the same name.</summary>
    internal IEnumerable<ProjectBeneficiary> WithNameOf(ProjectBeneficiary own) => Others(_byName, own.NameKey, own);

    /// <summary>
    /// The same establishment in other projects: by tax code; by name where one of the two has no valid tax code.
    /// </summary>
    internal IEnumerable<ProjectBeneficiary> SameAs(ProjectBeneficiary own) => WithTaxCodeOf(own)
        .Concat(WithNameOf(own).Where(other => own.TaxCode.Length == 0 || other.TaxCode.Length == 0));

    private static IEnumerable<ProjectBeneficiary> Others(
        Dictionary<string, List<ProjectBeneficiary>> index, string value, ProjectBeneficiary own) =>
        value.Length > 0 && index.TryGetValue(value, out var found)
            ? found.Where(other => !other.IsOfProjectOf(own))
            : [];

    private static List<ProjectBeneficiary> ListOf<TKey>(
        Dictionary<TKey, List<ProjectBeneficiary>> index, TKey key)
        where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _) ??= [];
}
