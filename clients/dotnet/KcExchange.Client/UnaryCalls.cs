using System.Runtime.CompilerServices;
using Grpc.Core;
using Polly;

namespace KcExchange.Client;

/// <summary>Calls with one answer, and what is tried again round them: shared by the clients of all services.</summary>
internal sealed class UnaryCalls
{
    private readonly ExchangeConnection _connection;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;

    internal UnaryCalls(ExchangeConnection connection, SubmissionClientOptions options, TimeProvider time)
    {
        (_connection, _timeout, _time) = (connection, options.CallTimeout, time);
        _pipeline = RetryPolicy.Pipeline(options.Retry, options.OnRetry, time);
    }

    /// <summary>One call, tried again as <see cref="RetryPolicy"/> says.</summary>
    internal Task<TAnswer> RunAsync<TRequest, TAnswer>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TAnswer>> call, CancellationToken cancellation) =>
        RunAsync(token => CallAsync(options => call(request, options), token), new RetryState(""), cancellation);

    /// <summary>Any attempt, tried again as <see cref="RetryPolicy"/> says.</summary>
    internal async Task<T> RunAsync<T>(
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

    /// <summary>One call, once; a failure is typed.</summary>
    internal async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation)
    {
        // Not gRPC's own deadline: that one lives by the machine's clock, not by the clock given to us.
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var running = call(new CallOptions(cancellationToken: either.Token));
            return await running.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!timeout.IsCancellationRequested) throw _connection.Typed(failure);
            throw new TransientExchangeException(
                ExchangeFailure.Local(StatusCode.DeadlineExceeded, $"No answer for {_timeout}."), failure);
        }
    }

    /// <summary>Items of a list, page after page.</summary>
    internal static async IAsyncEnumerable<TItem> PagesAsync<TPage, TItem>(
        Func<string, CancellationToken, Task<TPage>> read, Func<TPage, (IEnumerable<TItem> Items, string Next)> open,
        [EnumeratorCancellation] CancellationToken cancellation)
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
}
