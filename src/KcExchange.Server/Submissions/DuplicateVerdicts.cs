using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>What a second look found of one project: what its open findings do not say yet.</summary>
/// <param name="Row">Its current state.</param>
/// <param name="Open">Its open findings.</param>
/// <param name="Findings">What is to be added.</param>
/// <param name="Untold">It and each of the other projects that its open findings do not name.</param>
internal sealed record UntoldDuplicate(
    ProjectRow Row, IReadOnlyList<FindingRow> Open, IReadOnlyList<RuleFinding> Findings,
    IReadOnlyList<ProjectPair> Untold);

/// <summary>A project that is to be told of another one.</summary>
internal readonly record struct ProjectPair(
    string Province, string ProjectCode, string OtherProvince, string OtherCode)
{
    public string RecordKey => Contracts.Records.RecordKey.Of(RecordKinds.Project.Name, ProjectCode);

    public string OtherKey => Contracts.Records.RecordKey.Of(RecordKinds.Project.Name, OtherCode);

    public ProjectPair Reversed => new(OtherProvince, OtherCode, Province, ProjectCode);
}

/// <summary>Judges stored projects by the rules over other provinces, over what is committed now.</summary>
internal static class DuplicateVerdicts
{
    /// <summary>
    /// The projects of a province whose open findings lack something: two reads, four where others look alike.
    /// </summary>
    /// <param name="db">Store.</param>
    /// <param name="province">Province.</param>
    /// <param name="keys">Natural keys of the projects to look at.</param>
    /// <param name="verdicts">What to judge with.</param>
    /// <param name="matters">Which pairs are to be told.</param>
    /// <param name="cancellation">Ends the look.</param>
    public static async Task<IReadOnlyList<UntoldDuplicate>> UntoldAsync(
        ExchangeDb db, string province, IReadOnlyCollection<string> keys, Verdicts verdicts,
        Func<ProjectPair, bool> matters, CancellationToken cancellation)
    {
        var own = await db.Beneficiaries
            .Where(row => row.ProvinceCode == province && keys.Contains(row.RecordKey)).ToListAsync(cancellation);
        var sought = new SoughtBeneficiaries();
        sought.Add(own.Select(Beneficiaries.ToFact));
        var facts = await DuplicateSearch.ReadAsync(db, sought, cancellation);
        var suspects = own.Where(row => facts.KnowsOthersLike(Beneficiaries.ToFact(row)))
            .Select(row => row.RecordKey).ToHashSet(StringComparer.Ordinal);
        if (suspects.Count == 0) return [];
        var rows = await db.Set<ProjectRow>().AsTracking()
            .Where(row => row.ProvinceCode == province && suspects.Contains(row.RecordKey) && !row.Deleted)
            .OrderBy(row => row.RecordKey).ToListAsync(cancellation);
        var open = (await OpenAsync(db, province, suspects, cancellation)).ToLookup(finding => finding.RecordKey);
        var context = verdicts.Context(
            province, verdicts.Today, new KnownRecords { IsComplete = true }, duplicates: facts);
        var judgement = new Judgement();
        return [.. rows.Select(row =>
            {
                verdicts.Rules.JudgeCrossProvince(
                    judgement, ExchangeRecord.Parser.ParseFrom(row.Payload), RecordKinds.Project, row.RecordKey,
                    context);
                return Compare(row, [.. open[row.RecordKey]], judgement.Findings, matters);
            })
            .Where(untold => untold.Findings.Count > 0)];
    }

    /// <summary>
    /// Of pairs those in which neither saw the other when it was committed: where one did, it was told then, and there
    /// was no race.
    /// </summary>
    public static async Task<IReadOnlyList<ProjectPair>> UnseenAsync(
        ExchangeDb db, IReadOnlyCollection<ProjectPair> pairs, CancellationToken cancellation)
    {
        HashSet<ProjectPair> seen = [];
        foreach (var other in pairs.GroupBy(pair => pair.OtherProvince))
            foreach (var finding in await OpenAsync(
                db, other.Key, [.. other.Select(pair => pair.OtherKey).Distinct()], cancellation))
                if (finding.Ordinal < LateFindings.FirstOrdinal)
                    seen.UnionWith(Named(finding).Select(named => new ProjectPair(
                        named.ProvinceCode, named.ProjectCode, other.Key, finding.RecordCode)));
        return [.. pairs.Except(seen)];
    }

    private static Task<List<FindingRow>> OpenAsync(
        ExchangeDb db, string province, IReadOnlyCollection<string> keys, CancellationToken cancellation) =>
        RecordTables.Of(RecordKind.Project).OpenFindingsAsync(db, province, keys, cancellation);

    private static UntoldDuplicate Compare(
        ProjectRow row, List<FindingRow> open, IReadOnlyList<RuleFinding> found, Func<ProjectPair, bool> matters)
    {
        List<RuleFinding> findings = [];
        HashSet<ProjectPair> all = [];
        foreach (var finding in found)
        {
            var told = open.Where(one => one.Fingerprint.AsSpan().SequenceEqual(finding.Fingerprint))
                .SelectMany(Named).Select(named => (named.ProvinceCode, named.ProjectCode)).ToHashSet();
            var untold = DuplicateRules.Named(finding.Parameters)
                .Where(named => !told.Contains((named.ProvinceCode, named.ProjectCode)))
                .Select(named => new ProjectPair(
                    row.ProvinceCode, row.ProjectCode, named.ProvinceCode, named.ProjectCode))
                .Where(matters).ToList();
            if (untold.Count == 0) continue;
            findings.Add(finding);
            all.UnionWith(untold);
        }
        return new UntoldDuplicate(row, open, findings, [.. all]);
    }

    private static IEnumerable<NamedProject> Named(FindingRow finding) => DuplicateRules.Ids.Contains(finding.RuleId)
        ? DuplicateRules.Named(StoredFindings.Parameters(finding.Parameters))
        : [];
}
