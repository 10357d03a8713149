using Grpc.Core;
using KcExchange.V1;
using Polly;
using Polly.Retry;

namespace KcExchange.Client;

/// <summary>
/// What is tried again, and when: the one place. It stands round a whole attempt (open, resume, ship until broken),
/// never
/// round a message; gRPC's own retries are off.
/// <list type="table">
/// <listheader><term>Failure</term><description>Answer</description></listheader>
/// <item><term>DRAINING</term><description>again after RetryInfo ± 50 %; no failure</description></item>
/// <item><term>a reason with RetryInfo</term><description>again after RetryInfo to RetryInfo + 50
/// %</description></item>
/// <item><term>STREAM_SUPERSEDED by the own instance</term><description>open again after a backoff</description></item>
/// <item><term>STREAM_SUPERSEDED by another instance</term><description>stop</description></item>
/// <item><term>INTERNAL</term><description>again after a backoff, twice, then stop</description></item>
/// <item><term>any other reason, none of RetryInfo</term><description>stop</description></item>
/// <item><term>no reason, RESOURCE_EXHAUSTED</term><description>too large: halve the batches, at
/// once</description></item>
/// <item><term>no reason (proxy, network, crash)</term><description>again after a backoff</description></item>
/// <item><term>not trusted, record too large, contract broken</term><description>stop</description></item>
/// </list>
/// Backoff doubles from <see cref="RetrySettings.BaseDelay"/> to <see cref="RetrySettings.MaxDelay"/>, ± 50 %. After
/// <see cref="RetrySettings.MaxFailures"/> failures in a row it stops; an acknowledged record begins the count again.
/// </summary>
public static class RetryPolicy
{
    private const int ServerFaultRetries = 2;

    internal static readonly ResiliencePropertyKey<RetryState> State = new("kcexchange.retry");

    /// <summary>The table above: what to do after a failure.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="state">Failures in a row so far, without this one.</param>
    /// <param name="settings">Patience.</param>
    /// <param name="chance">A number from 0 to 1 for the jitter.</param>
    internal static RetryDecision Decide(
        ExchangeException error, RetryState state, RetrySettings settings, double chance)
    {
        if (error is ServerNotTrustedException or RecordTooLargeException or ContractBrokenException)
            return RetryDecision.Stop;
        if (error is { Reason: ErrorReason.Draining, RetryAfter: { } pause })
            return new RetryDecision(true, pause * (0.5 + chance), CountsAsFailure: false);
        if (state.Failures + 1 >= settings.MaxFailures) return RetryDecision.Stop;
        var backoff = Backoff(state.Failures, settings) * (0.5 + chance);
        return error switch
        {
            { RetryAfter: { } delay } => new RetryDecision(true, delay * (1 + (chance / 2))),
            SupersededException superseded => superseded.InstanceId == state.InstanceId
                ? new RetryDecision(true, backoff)
                : RetryDecision.Stop,
            { Reason: ErrorReason.Internal } => state.ServerFaults < ServerFaultRetries
                ? new RetryDecision(true, backoff)
                : RetryDecision.Stop,
            { Reason: not ErrorReason.Unspecified } => RetryDecision.Stop,
            { StatusCode: StatusCode.ResourceExhausted } => new RetryDecision(true, TimeSpan.Zero, CutBatches: true),
            _ => new RetryDecision(true, backoff),
        };
    }

    /// <summary>The pipeline that carries the table out.</summary>
    /// <param name="settings">Patience.</param>
    /// <param name="onRetry">Is told before each wait; may be null.</param>
    /// <param name="time">Clock.</param>
    internal static ResiliencePipeline Pipeline(
        RetrySettings settings, Action<RetryNotice>? onRetry, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            // The count is in RetryState, because progress resets it; Polly's own would not.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is ExchangeException error
                && StateOf(args.Context) is var state
                && state.Take(error, Decide(error, state, settings, Random.Shared.NextDouble()))),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(StateOf(args.Context).Delay),
            OnRetry = args =>
            {
                var state = StateOf(args.Context);
                var error = (ExchangeException)args.Outcome.Exception!;
                onRetry?.Invoke(new RetryNotice(error, args.RetryDelay, state.Failures));
                return default;
            },
        }).Build();

    private static RetryState StateOf(ResilienceContext context) =>
        context.Properties.GetValue(State, null!)
        ?? throw new InvalidOperationException("No retry state in the context.");

    private static TimeSpan Backoff(int failures, RetrySettings settings)
    {
        // 2^20 times any sensible base is beyond any sensible maximum; more would overflow.
        var delay = settings.BaseDelay * Math.Pow(2, Math.Min(failures, 20));
        return delay < settings.MaxDelay ? delay : settings.MaxDelay;
    }
}

/// <summary>What to do after a failure.</summary>
/// <param name="Again">Try again; otherwise report.</param>
/// <param name="Delay">Wait before.</param>
/// <param name="CountsAsFailure">False for a drain, which is a server's ordinary life.</param>
/// <param name="CutBatches">Batches were too large for something on the way: halve them.</param>
internal readonly record struct RetryDecision(
    bool Again, TimeSpan Delay, bool CountsAsFailure = true, bool CutBatches = false)
{
    internal static RetryDecision Stop { get; }
}

/// <summary>What the attempts of one operation have in common.</summary>
/// <param name="instanceId">Installation that sends.</param>
internal sealed class RetryState(string instanceId)
{
    /// <summary>Installation that sends.</summary>
    internal string InstanceId { get; } = instanceId;

    /// <summary>Failures in a row without progress.</summary>
    internal int Failures { get; private set; }

    /// <summary>INTERNAL in a row without progress.</summary>
    internal int ServerFaults { get; private set; }

    /// <summary>How often batches were halved. Not undone by progress: what is on the way stays on the way.</summary>
    internal int Halvings { get; private set; }

    /// <summary>Wait before the next attempt.</summary>
    internal TimeSpan Delay { get; private set; }

    /// <summary>Records were acknowledged: the counts begin again.</summary>
    internal void Progress() => (Failures, ServerFaults) = (0, 0);

    /// <summary>Enters a failure and what was decided.</summary>
    internal bool Take(ExchangeException error, RetryDecision decision)
    {
        Delay = decision.Delay;
        if (decision.CountsAsFailure) Failures++;
        if (error.Reason == ErrorReason.Internal) ServerFaults++;
        if (decision.CutBatches) Halvings++;
        return decision.Again;
    }
}
