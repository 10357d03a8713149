using KcExchange.Agent.Options;
using KcExchange.Agent.Sources;
using KcExchange.Client;
using KcExchange.V1;
using Microsoft.Extensions.Logging;

namespace KcExchange.Agent.Reference;

/// <summary>Fetches the ministry's reference data where the agent's own are others.</summary>
/// <param name="connection">Link to the exchange.</param>
/// <param name="options">Settings.</param>
/// <param name="log">Log.</param>
/// <param name="time">Clock.</param>
internal sealed class ReferenceUpdate(
    ExchangeConnection connection, AgentOptions options, ILogger log, TimeProvider time)
{
    /// <summary>Fetches and keeps; what to tell the clerk.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ExchangeException">The server could not be asked.</exception>
    /// <exception cref="AgentException">This program cannot read what came.</exception>
    internal Task<IReadOnlyList<Bilingual>> RunAsync(CancellationToken cancellation) =>
        RunAsync(options.Attempts, cancellation);

    private async Task<IReadOnlyList<Bilingual>> RunAsync(int attempts, CancellationToken cancellation)
    {
        var own = options.Reference.Book;
        var client = new ReferenceClient(
            connection,
            new SubmissionClientOptions { Retry = new RetrySettings { MaxFailures = attempts } }, time);
        var answer = await client.GetBundleAsync(own.Reference.Version, cancellation);
        var version = answer.Bundle.Version.Version;
        if (answer.Unchanged) return [Messages.Kept.UpToDate(version), .. OtherProgram(own.Rules.Version, answer)];
        try
        {
            var kept = KeptReference.Keep(options.Outbox, answer.Bundle, options.Server);
            AgentLog.ReferenceKept(log, own.Reference.Version, version);
            return [Messages.Kept.Updated(version), .. OtherProgram(kept.Book.Rules.Version, answer)];
        }
        catch (FormatException unread)
        {
            throw new AgentException(Messages.Kept.TooOld(version), unread);
        }
    }

    /// <summary>The same, after a delivery: a clerk whose rows arrived must not see it fail.</summary>
    /// <param name="judgedBy">What the server judged with.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<IReadOnlyList<Bilingual>> AfterDeliveryAsync(
        JudgedBy judgedBy, CancellationToken cancellation)
    {
        var own = options.Reference.Book;
        if (own.Reference.Version == judgedBy.ReferenceVersion && own.Rules.Version == judgedBy.RuleSetVersion)
            return [];
        var differs = Messages.Screen.OtherVersions(judgedBy.RuleSetVersion, judgedBy.ReferenceVersion);
        try
        {
            return [differs, .. await RunAsync(1, cancellation)];
        }
        catch (Exception failure) when (failure is ExchangeException or AgentException or SourceException
            or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            AgentLog.ReferenceNotKept(log, failure);
            return [differs, failure is AgentException known ? known.Sentence : Messages.Kept.NotUpdated];
        }
    }

    /// <summary>The same data, another rule set: the programs are of different releases.</summary>
    private static IEnumerable<Bilingual> OtherProgram(string rules, GetReferenceBundleResponse answer) =>
        rules == answer.RuleSetVersion ? [] : [Messages.Kept.OtherProgram(rules, answer.RuleSetVersion)];
}
