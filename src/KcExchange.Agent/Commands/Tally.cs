using System.Globalization;
using KcExchange.Agent.Results;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Agent.Commands;

/// <summary>How many rows became what.</summary>
internal sealed class Tally
{
    private readonly IReadOnlyList<RowResult> _results;

    internal Tally(IReadOnlyList<RowResult> results) => _results = results;

    /// <summary>Rows.</summary>
    internal int Rows => _results.Count;

    /// <summary>Rows that could not become a record.</summary>
    internal int NotSent => _results.Count(result => result.NotSent);

    /// <summary>Rows with at least one finding of severity ERROR, sent or only checked.</summary>
    internal int Bad => _results.Count(result => !result.NotSent && result.Outcome switch
    {
        Outcome.Rejected => true,
        Outcome.Unspecified => result.Findings.Any(finding => finding.Severity == Severity.Error),
        _ => false,
    });

    /// <summary>Rows with an outcome.</summary>
    internal int Of(Outcome outcome) => _results.Count(result => !result.NotSent && result.Outcome == outcome);

    /// <summary>The rows of one kind.</summary>
    internal Tally Of(KindDefinition kind) => new([.. _results.Where(result => result.Row.Kind == kind)]);

    /// <summary>
    /// The closing line of submit, for scripts: "total: rows N, created N, updated N, unchanged N, rejected N,
    /// not_sent N".
    /// Deletions and stale rows follow where there are any, so that the counts always add up to the rows.
    /// </summary>
    internal string SubmitLine()
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"total: rows {Rows}, created {Of(Outcome.Created)}, updated {Of(Outcome.Updated)}, "
            + $"unchanged {Of(Outcome.Unchanged)}, rejected {Of(Outcome.Rejected)}, not_sent {NotSent}");
        if (Of(Outcome.Deleted) is > 0 and var deleted) line += $", deleted {deleted}";
        if (Of(Outcome.Stale) is > 0 and var stale) line += $", stale {stale}";
        return line;
    }

    /// <summary>The closing line of check, for scripts.</summary>
    internal string CheckLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"check: rows {Rows}, good {Rows - Bad - NotSent}, bad {Bad}, not_sent {NotSent}");

    /// <summary>Nothing is to be mended.</summary>
    internal bool IsClean => Bad == 0 && NotSent == 0 && Of(Outcome.Stale) == 0;
}
