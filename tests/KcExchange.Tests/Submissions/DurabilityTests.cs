using Grpc.Core;
using KcExchange.Client;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Submissions;

public sealed class DurabilityTests
{
    [Theory]
    [Stores]
    public async Task A_server_killed_in_the_middle_loses_nothing_and_doubles_nothing(Store store)
    {
        const int projects = 3000;
        await using var server = await ServerProcess.StartAsync(store: store);
        ExchangeRecord[] records =
            [TestRecords.Centre(), .. Enumerable.Range(1, projects).Select(i => TestRecords.Project(i))];
        using var connection = new ExchangeConnection(server.Caller());
        var client = new SubmissionClient(connection);
        var description = new SubmissionDescription
        {
            SubmissionId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            InstanceId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            Agent = "test/1",
        };
        var delivered = new List<RecordResult>();
        var kills = 0;

        await client.SubmitAsync(description, new RecordList(records), async (result, _) =>
        {
            delivered.AddRange(result.Results);
            if (delivered.Count < 1000 * (kills + 1) || kills == 2) return;
            kills++;
            server.Kill();
            await server.StartAgainAsync();
        }, TestContext.Current.CancellationToken);
        var seal = await client.SealAsync(
            new() { SubmissionId = description.SubmissionId.ToString(), TotalRecords = records.Length }, default);

        Assert.Equal(2, kills);
        Assert.Equal(Enumerable.Range(1, records.Length).Select(i => (long)i), delivered.Select(r => r.Sequence));
        Assert.All(delivered, r => Assert.Equal((Outcome.Created, 1L), (r.Outcome, r.Revision)));
        Assert.Equal(SubmissionState.Committed, seal.Submission.State);
        server.Kill();
        await using var db = server.OpenStore();
        Assert.Equal(records.Length,
            await db.Entries.CountAsync(e => e.SubmissionId == description.SubmissionId.ToString() && e.Sequence > 0));
        Assert.Equal(records.Length, await db.Batches.SumAsync(b => b.RecordCount));
        await Chain.VerifyAsync(db, "08");
    }

    [Theory]
    [Stores]
    public async Task A_record_that_the_store_refuses_is_found_and_its_neighbours_are_kept(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        server.Log.Expect("The store refused record");
        var (stream, id) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());
        await Refusal.AddAsync(server, "project", "project_code", "%-0007", "%-0030");

        var result = await stream.SubmitAsync(
            2, [.. Enumerable.Range(1, 40).Select(i => TestRecords.Project(i)), TestRecords.Funding(7)]);

        var refused = result.Results.Where(r => r.Outcome == Outcome.Rejected).ToList();
        Assert.Equal([8L, 31, 42], refused.Select(r => r.Sequence));
        Assert.Equal(["KC-SYS-009", "KC-SYS-009", "KC-GEN-015"], refused.Select(r => r.Findings.Single().RuleId));
        Assert.Equal(38, result.Results.Count(r => r.Outcome == Outcome.Created));
        Assert.Contains(server.Log.Lines, line =>
            line.Contains(refused[0].Findings[0].Parameters[0].Value, StringComparison.Ordinal));
        await Chain.VerifyAsync(server, "08");
        Assert.NotEmpty(id);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_store_that_is_locked_or_away_answers_unavailable_with_a_delay(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Storage.LockTimeoutSeconds = 1, store: store);
        var client = await server.SubmitterAsync();
        var create =
            new CreateSubmissionRequest { SubmissionId = RawStream.NewId(), Mode = SubmissionMode.Incremental };
        await using (var other = server.OpenStore())
        {
            await using var held = await other.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await other.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");

            var began = TimeProvider.System.GetTimestamp();
            var busy = await Assert.ThrowsAsync<RpcException>(() => client.CreateSubmissionAsync(create).ResponseAsync);

            Assert.Equal("STORE_BUSY", Reasons.Of(busy));
            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0.5, 15);
            Assert.NotNull(busy.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
        }

        await client.CreateSubmissionAsync(create);
    }
}
