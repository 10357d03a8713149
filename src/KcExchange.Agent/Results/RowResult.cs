using KcExchange.Agent.Sources;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>What became of one row of the source.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">The server's outcome; unspecified when the row was not sent or only checked.</param>
/// <param name="NotSent">The row could not become a record (chưa gửi).</param>
/// <param name="Findings">Findings of the server, or of the offline check; those of the import are in the row.</param>
/// <param name="Undecided">Offline check only: rules that need the ministry's data (chưa kiểm tra).</param>
public sealed record RowResult(
    SourceRow Row, Outcome Outcome, bool NotSent, IReadOnlyList<Finding> Findings, IReadOnlyList<Rule> Undecided)
{
    /// <summary>Revision of the record's key after the row; 0 = not known, or the key has no state.</summary>
    public long Revision { get; init; }

    /// <summary>An error in the result before this one held the row back; none does now.</summary>
    public bool WasRefused { get; init; }
}
