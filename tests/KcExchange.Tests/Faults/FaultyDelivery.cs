using System.Runtime.CompilerServices;
using KcExchange.Client;
using KcExchange.Server.Access;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Faults;

/// <summary>
/// The same delivery again and again, by the real client, with a fault in its one batch: new records, changed ones, a
/// deleted one. After each round it is in the store once, whatever happened on the way.
/// </summary>
internal sealed class FaultyDelivery(ExchangeConnection connection, Func<ExchangeDb> store)
{
    private const int New = 20;
    private const int Changed = 5;

    /// <summary>Records of one round: besides new and changed ones a deleted one and one of another kind.</summary>
    public const int RoundRecords = New + Changed + 2;

    /// <summary>Attempts after which a delivery that never ends is called one.</summary>
    private const int MostAttempts = 30;

    private int _round;

    /// <summary>What the client was told in the last round, when it was told of a fault at all.</summary>
    public List<ExchangeException> Told { get; } = [];

    /// <summary>Of the last round the records that were answered from the store.</summary>
    public long Replayed { get; private set; }

    /// <summary>The connection of a submitter of 08.</summary>
    public static async Task<ExchangeConnection> ConnectAsync(TestServer server) => new(new()
    {
        Address = server.Address,
        ClientCertificate = await server.IssueAsync("08", Role.Submitter),
        TrustedRoots = { server.Authority() },
    });

    /// <summary>What the first round refers to.</summary>
    public async Task BeginAsync()
    {
        var results = await DeliverAsync(
            NewId(), [TestRecords.Centre(), .. Enumerable.Range(1, New).Select(i => TestRecords.Project(i))],
            () => { }, () => Task.CompletedTask);
        Assert.All(results, result => Assert.Equal(Outcome.Created, result.Outcome));
    }

    /// <summary>Delivers a round and finds it in the store exactly once.</summary>
    /// <param name="onOpened">Is called each time a stream is open and has sent nothing yet.</param>
    /// <param name="mend">Is called after each failure that the client was told of, and once at the end.</param>
    public async Task RoundAsync(Action onOpened, Func<Task> mend)
    {
        var before = New * _round++;
        var first = New * _round;
        ExchangeRecord[] records =
        [
            .. Enumerable.Range(first + 1, New).Select(i => TestRecords.Project(i)),
            .. Enumerable.Range(before + 1, Changed).Select(Moved),
            TestRecords.Deletion(TestRecords.Project(before + Changed + 1), version: 2),
            TestRecords.Funding(first + 1),
        ];
        var id = NewId();

        var results = await DeliverAsync(id, records, onOpened, mend);
        // A fault that came after the answer to COMMIT was told to nobody.
        await mend();

        (Outcome, long)[] expected =
        [
            .. Enumerable.Repeat((Outcome.Created, 1L), New), .. Enumerable.Repeat((Outcome.Updated, 2L), Changed),
            (Outcome.Deleted, 2), (Outcome.Created, 1),
        ];
        Assert.Equal(Enumerable.Range(1, records.Length).Select(i => (long)i), results.Select(r => r.Sequence));
        Assert.Equal(expected, results.Select(result => (result.Outcome, result.Revision)));
        await AssertStoredOnceAsync($"{id}", results);
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static ExchangeRecord Moved(int number)
    {
        var record = TestRecords.Project(number, version: 2);
        record.Project.Address = "Thôn 3";
        return record;
    }

    /// <summary>Sends to the end, going on after each failure as an agent does with its next run.</summary>
    private async Task<List<RecordResult>> DeliverAsync(
        Guid id, ExchangeRecord[] records, Action onOpened, Func<Task> mend)
    {
        Told.Clear();
        Replayed = 0;
        var results = new List<RecordResult>();
        var source = new OpenedSource(records, onOpened);
        // The client's own patience would wait out every RetryInfo; what it does then is the same as here.
        var client = new SubmissionClient(
            connection, new() { Retry = new() { MaxFailures = 1, BaseDelay = TimeSpan.Zero } });
        while (results.Count < records.Length)
        {
            var description = new SubmissionDescription
            {
                SubmissionId = id, InstanceId = Guid.Parse(RawStream.Sender().InstanceId), Agent = "test/1",
                DeliveredThrough = results.Count,
            };
            try
            {
                await client.SubmitAsync(description, source, Take, TestContext.Current.CancellationToken);
            }
            catch (TransientExchangeException away) when (Told.Count < MostAttempts)
            {
                Told.Add(away);
                await mend();
            }
        }
        return results;

        ValueTask Take(BatchResult result, CancellationToken cancellation)
        {
            results.AddRange(result.Results);
            Replayed += result.Replayed;
            return default;
        }
    }

    private async Task AssertStoredOnceAsync(string id, List<RecordResult> results)
    {
        await using var db = store();
        var entries = await db.Entries.Where(entry => entry.SubmissionId == id && entry.Sequence > 0)
            .OrderBy(entry => entry.Sequence).ToListAsync();
        Assert.Equal(
            results.Select(r => (r.Sequence, r.Revision)), entries.Select(e => (e.Sequence, (long)e.Revision)));
        var submission = await db.Submissions.SingleAsync(row => row.SubmissionId == id);
        Assert.Equal(results.Count + 1, submission.NextSequence);
        var batches = await db.Batches.Where(batch => batch.SubmissionId == id).ToListAsync();
        Assert.Equal(results.Count, batches.Sum(batch => batch.RecordCount));
        var findings = await db.Findings.CountAsync(finding => finding.SubmissionId == id);
        Assert.Equal(results.Sum(result => result.Findings.Count), findings);
        await Chain.VerifyAsync(db, "08");
    }

    /// <summary>Records, and a word whenever they are asked for: a stream is open then.</summary>
    private sealed class OpenedSource(IReadOnlyList<ExchangeRecord> records, Action onOpened) : IRecordSource
    {
        public async IAsyncEnumerable<ExchangeRecord> ReadFrom(
            long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            onOpened();
            await Task.CompletedTask;
            foreach (var record in records.Skip((int)sequence - 1)) yield return record;
        }
    }
}
