namespace KcExchange.Contracts.Rules;

/// <summary>
/// What is known of the beneficiaries of other projects, over all provinces: stored ones, overlaid by those accepted
/// since. Only the exchange has it. Not thread-safe.
/// </summary>
public sealed class DuplicateFacts
{
    private readonly Dictionary<string, Known> _byTaxCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Known> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Province, string Key), Known> _byProject = [];

    private V1.Project? _lookedAt;
    private (ProjectBeneficiary One, int Index)[] _alike = [];

    /// <summary>True when nothing is known of anybody.</summary>
    public bool IsEmpty => _byProject.Count == 0;

    /// <summary>Adds a stored beneficiary; one that is there already stays once.</summary>
    /// <param name="one">The beneficiary.</param>
    public void Add(ProjectBeneficiary one)
    {
        var project = (one.ProvinceCode, one.RecordKey);
        var ofProject = _byProject.GetValueOrDefault(project);
        for (var at = ofProject; at is not null; at = at.OfProject)
            if (at.One == one) return;
        var known = _byProject[project] = new Known(one) { OfProject = ofProject };
        if (one.TaxCode.Length > 0)
        {
            known.WithTaxCode = _byTaxCode.GetValueOrDefault(one.TaxCode);
            _byTaxCode[one.TaxCode] = known;
        }
        if (one.NameKey.Length > 0)
        {
            known.WithName = _byName.GetValueOrDefault(one.NameKey);
            _byName[one.NameKey] = known;
        }
    }

    /// <summary>A project has these beneficiaries now, and no others; none = it is gone.</summary>
    /// <param name="provinceCode">Province that sent it.</param>
    /// <param name="recordKey">Its natural key.</param>
    /// <param name="beneficiaries">Its beneficiaries.</param>
    public void Replace(string provinceCode, string recordKey, IEnumerable<ProjectBeneficiary> beneficiaries)
    {
        if (_byProject.Remove((provinceCode, recordKey), out var before))
            for (var at = before; at is not null; at = at.OfProject) at.IsGone = true;
        foreach (var one in beneficiaries) Add(one);
    }

    /// <summary>True when another project has the tax code or the name of a beneficiary.</summary>
    /// <param name="one">The beneficiary.</param>
    public bool KnowsOthersLike(ProjectBeneficiary one) => WithTaxCodeOf(one).Any() || WithNameOf(one).Any();

    /// <summary>Says what the beneficiaries of a project are, where that was made before.</summary>
    /// <param name="project">The project that is judged next.</param>
    /// <param name="beneficiaries">Its beneficiaries, in its order.</param>
    public void LookAt(V1.Project project, ProjectBeneficiary[] beneficiaries)
    {
        List<(ProjectBeneficiary, int)>? alike = null;
        for (var i = 0; i < beneficiaries.Length; i++)
            if (MayKnow(beneficiaries[i])) (alike ??= []).Add((beneficiaries[i], i));
        (_lookedAt, _alike) = (project, alike is null ? [] : [.. alike]);
    }

    /// <summary>
    /// The beneficiaries of the project under judgement whose tax code or name is known, with their places: made once
    /// for the rules that ask one after the other.
    /// </summary>
    internal (ProjectBeneficiary One, int Index)[] Alike(string provinceCode, string recordKey, V1.Project project)
    {
        if (!ReferenceEquals(_lookedAt, project))
            LookAt(project, ProjectBeneficiary.Of(provinceCode, recordKey, project));
        return _alike;
    }

    /// <summary>Beneficiaries of other projects with the same tax code.</summary>
    internal IEnumerable<ProjectBeneficiary> WithTaxCodeOf(ProjectBeneficiary own)
    {
        for (var at = _byTaxCode.GetValueOrDefault(own.TaxCode); at is not null; at = at.WithTaxCode)
            if (!at.IsGone && !at.One.IsOfProjectOf(own)) yield return at.One;
    }

    /// <summary>Beneficiaries of other projects with the same name.</summary>
    internal IEnumerable<ProjectBeneficiary> WithNameOf(ProjectBeneficiary own)
    {
        for (var at = _byName.GetValueOrDefault(own.NameKey); at is not null; at = at.WithName)
            if (!at.IsGone && !at.One.IsOfProjectOf(own)) yield return at.One;
    }

    /// <summary>
    /// The same establishment in other projects: by tax code; by name where one of the two has no valid tax code.
    /// </summary>
    internal IEnumerable<ProjectBeneficiary> SameAs(ProjectBeneficiary own) => WithTaxCodeOf(own)
        .Concat(WithNameOf(own).Where(other => own.TaxCode.Length == 0 || other.TaxCode.Length == 0));

    // Most beneficiaries are nobody's: two look-ups, and no rule goes on.
    private bool MayKnow(ProjectBeneficiary one) =>
        _byTaxCode.ContainsKey(one.TaxCode) || _byName.ContainsKey(one.NameKey);

    /// <summary>A beneficiary in the chains of its project, its tax code and its name.</summary>
    private sealed class Known(ProjectBeneficiary one)
    {
        public ProjectBeneficiary One { get; } = one;

        public Known? OfProject { get; init; }

        public Known? WithTaxCode { get; set; }

        public Known? WithName { get; set; }

        /// <summary>Its project has another version, or is deleted.</summary>
        public bool IsGone { get; set; }
    }
}
