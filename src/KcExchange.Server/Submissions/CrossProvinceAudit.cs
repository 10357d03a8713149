using KcExchange.Contracts.Rules;
using KcExchange.Server.Operations;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Every answer that named a project of another province: who was told of which project, by which rule, in which
/// submission.
/// </summary>
internal sealed class CrossProvinceAudit(AuditLog audit)
{
    /// <summary>The answers of a batch that was committed, without records that were only answered again.</summary>
    public void Told(string caller, Batch batch, IEnumerable<RecordInBatch> fresh)
    {
        foreach (var record in fresh)
            foreach (var finding in record.Findings)
                if (DuplicateRules.Ids.Contains(finding.RuleId))
                    Tell(caller, batch.Province, finding.RuleId, record.Key, batch.SubmissionId,
                        DuplicateRules.Named(StoredFindings.Parameters(finding.Parameters)));
    }

    /// <summary>What a second look added.</summary>
    public void Told(string caller, string province, UntoldDuplicate told)
    {
        foreach (var finding in told.Findings)
            Tell(caller, province, finding.Rule.Id, told.Row.RecordKey, told.Row.SubmissionId,
                DuplicateRules.Named(finding.Parameters));
    }

    private void Tell(
        string caller, string province, string ruleId, string recordKey, string submission,
        IEnumerable<NamedProject> named)
    {
        var foreign = named.Where(other => other.ProvinceCode != province)
            .Select(other => $"{other.ProjectCode} ({other.ProvinceCode})").ToList();
        if (foreign.Count > 0)
            audit.Add(caller, province, ruleId, $"{recordKey}: {string.Join(", ", foreign)}", submission);
    }
}
