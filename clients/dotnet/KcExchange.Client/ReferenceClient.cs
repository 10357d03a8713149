using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// Asks for the law as data: codes, rules, and the bundle with which a client judges offline. Every method tries again
/// as <see cref="RetryPolicy"/> says, then throws an <see cref="ExchangeException"/>. Thread-safe.
/// </summary>
public sealed class ReferenceClient
{
    private readonly ReferenceService.ReferenceServiceClient _service;
    private readonly ExchangeCalls _calls;

    /// <summary>Makes a client over a connection; the connection stays the caller's to dispose.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="options">Patience; null: the defaults.</param>
    /// <param name="time">Clock for every wait; null: the system's.</param>
    public ReferenceClient(
        ExchangeConnection connection, SubmissionClientOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _service = connection.Reference;
        _calls = new ExchangeCalls(connection, options ?? new SubmissionClientOptions(), time ?? TimeProvider.System);
    }

    /// <summary>Codes of a list that are valid on a day, page after page.</summary>
    /// <param name="request">Which; its page token is set by this method.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<ReferenceCode> ListCodesAsync(
        ListCodesRequest request, CancellationToken cancellationToken) =>
        ExchangeCalls.PagesAsync<ListCodesResponse, ReferenceCode>(
            async (token, cancellation) => await _calls.RunAsync(
                new ListCodesRequest(request) { PageToken = token }, _service.ListCodesAsync, cancellation)
                .ConfigureAwait(false),
            page => (page.Codes, page.NextPageToken), cancellationToken);

    /// <summary>What a code means on a day, and if nothing, why.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ResolveCodeResponse> ResolveCodeAsync(
        ResolveCodeRequest request, CancellationToken cancellationToken) =>
        _calls.RunAsync(request, _service.ResolveCodeAsync, cancellationToken);

    /// <summary>The rules as they are in force.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ListRulesResponse> ListRulesAsync(ListRulesRequest request, CancellationToken cancellationToken) =>
        _calls.RunAsync(request, _service.ListRulesAsync, cancellationToken);

    /// <summary>Everything to judge offline as the server does; without files where the caller has them.</summary>
    /// <param name="knownVersion">Version that the caller has; empty = none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<GetReferenceBundleResponse> GetBundleAsync(string knownVersion, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            new GetReferenceBundleRequest { KnownVersion = knownVersion }, _service.GetReferenceBundleAsync,
            cancellationToken);
}
