using Grpc.Core;
using Polly;

namespace KcExchange.Client;

/// <summary>How every client of this SDK calls: typed failures, tries again, a time limit by the given clock.</summary>
internal sealed class ExchangeCalls(ExchangeConnection connection, SubmissionClientOptions options, TimeProvider time)
{
    private readonly ResiliencePipeline _pipeline = RetryPolicy.Pipeline(options.Retry, options.OnRetry, time);

    /// <summary>Items page after page.</summary>
    public static async IAsyncEnumerable<TItem> PagesAsync<TPage, TItem>(
        Func<string, CancellationToken, Task<TPage>> read, Func<TPage, (IEnumerable<TItem> Items, string Next)> open,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var token = "";
        do
        {
            var (items, next) = open(await read(token, cancellation).ConfigureAwait(false));
            foreach (var item in items) yield return item;
            token = next;
        }
        while (token.Length > 0);
    }

    /// <summary>One unary call, tried again as the policy says.</summary>
    public Task<TAnswer> RunAsync<TRequest, TAnswer>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TAnswer>> call, CancellationToken cancellation) =>
        RunAsync(token => CallAsync(how => call(request, how), token), new RetryState(""), cancellation);

    /// <summary>Attempts of any shape, tried again as the policy says.</summary>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> attempt, RetryState state, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            context.Properties.Set(RetryPolicy.State, state);
            return await _pipeline.ExecuteAsync(
                async run => await attempt(run.CancellationToken).ConfigureAwait(false), context)
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>One unary call, once.</summary>
    public async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation)
    {
        // Not gRPC's own deadline: that one lives by the machine's clock, not by the clock given to us.
        using var timeout = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var running = call(new CallOptions(cancellationToken: either.Token));
            return await running.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!timeout.IsCancellationRequested) throw connection.Typed(failure);
            throw new TransientExchangeException(
                ExchangeFailure.Local(StatusCode.DeadlineExceeded, $"No answer for {options.CallTimeout}."), failure);
        }
    }
}
