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
/// <param name="Others">The other projects that its open findings do not name.</param>
internal sealed record UntoldDuplicate(
    ProjectRow Row, IReadOnlyList<FindingRow> Open, IReadOnlyList<RuleFinding> Findings,
    IReadOnlyList<NamedProject> Others);

/// <summary>Judges stored projects by the rules over other provinces, over what is committed now.</summary>
internal static class DuplicateVerdicts
{
    /// <summary>The projects of a province whose open findings lack something; three reads, mostly two.</summary>
    /// <param name="db">Store; the rows are tracked where its queries are.</param>
    /// <param name="province">Province.</param>
    /// <param name="keys">Natural keys of the projects to look at.</param>
    /// <param name="verdicts">What to judge with.</param>
    /// <param name="cancellation">Ends the look.</param>
    public static async Task<IReadOnlyList<UntoldDuplicate>> UntoldAsync(
        ExchangeDb db, string province, IReadOnlyCollection<string> keys, Verdicts verdicts,
        CancellationToken cancellation)
    {
        var own = await db.Beneficiaries
            .Where(row => row.ProvinceCode == province && keys.Contains(row.RecordKey)).ToListAsync(cancellation);
        var facts = await DuplicateSearch.ReadAsync(db, new SoughtBeneficiaries(own), cancellation);
        var suspects = own.Where(row => facts.KnowsOthersLike(Beneficiaries.ToFact(row)))
            .Select(row => row.RecordKey).ToHashSet(StringComparer.Ordinal);
        if (suspects.Count == 0) return [];
        var rows = await db.Set<ProjectRow>().AsTracking()
            .Where(row => row.ProvinceCode == province && suspects.Contains(row.RecordKey) && !row.Deleted)
            .OrderBy(row => row.RecordKey).ToListAsync(cancellation);
        var open = (await RecordTables.Of(RecordKind.Project)
            .OpenFindingsAsync(db, province, suspects, cancellation)).ToLookup(finding => finding.RecordKey);
        var context = verdicts.Context(
            province, verdicts.Today, new KnownRecords { IsComplete = true }, duplicates: facts);
        var judgement = new Judgement();
        return [.. rows.Select(row => Untold(row, [.. open[row.RecordKey]], verdicts, judgement, context))
            .Where(untold => untold.Findings.Count > 0)];
    }

    private static UntoldDuplicate Untold(
        ProjectRow row, List<FindingRow> open, Verdicts verdicts, Judgement judgement, RuleContext context)
    {
        verdicts.Rules.JudgeCrossProvince(
            judgement, ExchangeRecord.Parser.ParseFrom(row.Payload), RecordKinds.Project, row.RecordKey, context);
        List<RuleFinding> findings = [];
        HashSet<NamedProject> others = [];
        foreach (var finding in judgement.Findings)
        {
            var told = open.Where(one => one.Fingerprint.AsSpan().SequenceEqual(finding.Fingerprint)).ToList();
            var named = told.SelectMany(one => DuplicateRules.Named(StoredFindings.Parameters(one.Parameters)));
            var untold = DuplicateRules.Named(finding.Parameters).Except(named).ToList();
            if (untold.Count == 0) continue;
            findings.Add(finding);
            others.UnionWith(untold);
        }
        return new UntoldDuplicate(row, open, findings, [.. others]);
    }
}
