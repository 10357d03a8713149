using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// Asks about report periods and, for the ministry, locks and reopens them. Every method tries again as
/// <see cref="RetryPolicy"/> says, then throws an <see cref="ExchangeException"/>; cancellation throws
/// <see cref="OperationCanceledException"/>. Thread-safe.
/// </summary>
public sealed class PeriodClient
{
    private readonly PeriodService.PeriodServiceClient _periods;
    private readonly ExchangeCalls _calls;

    /// <summary>Makes a client over a connection; the connection stays the caller's to dispose.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="options">Patience; null: the defaults.</param>
    /// <param name="time">Clock for every wait; null: the system's.</param>
    public PeriodClient(
        ExchangeConnection connection, SubmissionClientOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _periods = connection.Periods;
        _calls = new ExchangeCalls(connection, options ?? new SubmissionClientOptions(), time ?? TimeProvider.System);
    }

    /// <summary>One period with its open findings.</summary>
    /// <param name="request">Which, and whether it is judged anew.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<GetPeriodResponse> GetAsync(GetPeriodRequest request, CancellationToken cancellationToken) =>
        _calls.RunAsync(request, _periods.GetPeriodAsync, cancellationToken);

    /// <summary>A province's periods, the last key first, page after page.</summary>
    /// <param name="request">Which; its page token is set by this method.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<Period> ListAsync(ListPeriodsRequest request, CancellationToken cancellationToken) =>
        ExchangeCalls.PagesAsync<ListPeriodsResponse, Period>(
            async (token, cancellation) => await _calls.RunAsync(
                new ListPeriodsRequest(request) { PageToken = token }, _periods.ListPeriodsAsync, cancellation)
                .ConfigureAwait(false),
            page => (page.Periods, page.NextPageToken), cancellationToken);

    /// <summary>Locks a period; idempotent. For the ministry.</summary>
    /// <param name="request">Province, period and reason.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotAllowedException">The caller is no officer of the ministry.</exception>
    public async Task<Period> LockAsync(LockPeriodRequest request, CancellationToken cancellationToken) =>
        (await _calls.RunAsync(request, _periods.LockPeriodAsync, cancellationToken).ConfigureAwait(false)).Period;

    /// <summary>Opens a locked period again; idempotent. For the ministry.</summary>
    /// <param name="request">Province, period and reason.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotAllowedException">The caller is no officer of the ministry.</exception>
    public async Task<Period> ReopenAsync(ReopenPeriodRequest request, CancellationToken cancellationToken) =>
        (await _calls.RunAsync(request, _periods.ReopenPeriodAsync, cancellationToken).ConfigureAwait(false)).Period;
}
