using KcExchange.Agent.Commands;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Parity;

/// <summary>
/// One province with both sides: what `agent check` says of a file, and then what the server says of the same records,
/// over a real stream and database; what the server acknowledged is in the outbox afterwards.
/// </summary>
internal sealed class TwoVerdicts : IDisposable
{
    private readonly TestServer _server;
    private readonly SubmissionService.SubmissionServiceClient _client;
    private readonly OutboxFile _outbox;
    private readonly string _folder = Directory.CreateTempSubdirectory("kcx-parity-").FullName;

    private TwoVerdicts(TestServer server, SubmissionService.SubmissionServiceClient client)
    {
        (_server, _client, _outbox) = (server, client, OutboxFile.Open(_folder, server.Time));
        // No power fails here: thousands of small files need not wait for the disk.
        _outbox.Read(connection => connection.Run("PRAGMA synchronous = OFF"));
    }

    public static async Task<TwoVerdicts> OfAsync(TestServer server, string province) =>
        new(server, await server.SubmitterAsync(province));

    /// <summary>Forgets what the outbox knows.</summary>
    public void ForgetOutbox() => _outbox.Write(connection => connection.Run(
        "DELETE FROM result; DELETE FROM record; DELETE FROM submission"));

    /// <summary>What check says, from what the outbox knows by now.</summary>
    public IReadOnlyList<RowResult> Check(SourceBook book) =>
        OfflineCheck.Run(book, _outbox, RuleBook.Embedded, "vi", _server.Time);

    /// <summary>Sends the rows as the agent would; every finding of each, in the order sent.</summary>
    public async Task<IReadOnlyList<(SourceRow Row, RecordResult Result)>> SendAsync(SourceBook book)
    {
        var rows = ShipOrder.Sendable(book);
        var submission = _outbox.Store(new DeliveryOrigin("server", "caller", book.Path, book.Sha256), book, rows,
            _server.Time);
        foreach (var row in rows) row.Record.SourceVersion = submission.SourceVersion;
        var (stream, id) = await RawStream.OpenAsync(_client);
        await stream.OpenedAsync();
        var results = new List<RecordResult>();
        foreach (var batch in rows.Chunk(500))
            results.AddRange((await stream.SubmitAsync(results.Count + 1, batch.Select(row => row.Record))).Results);
        stream.Dispose();
        await ListFindingsAsync(id, results);
        _outbox.Settle(submission, results);
        return [.. rows.Zip(results)];
    }

    public void Dispose()
    {
        _outbox.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An answer holds only the first findings of a record.</summary>
    private async Task ListFindingsAsync(string id, List<RecordResult> results)
    {
        foreach (var result in results) result.Findings.Clear();
        var request = new ListFindingsRequest { SubmissionId = id, Language = "vi", PageSize = 500 };
        do
        {
            var page = await _client.ListFindingsAsync(request);
            foreach (var found in page.Findings) results[(int)found.Sequence - 1].Findings.Add(found.Finding);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }
}
