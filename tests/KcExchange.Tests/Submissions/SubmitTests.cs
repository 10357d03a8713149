using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Submissions;

public sealed class SubmitTests
{
    [Theory]
    [Stores]
    public async Task A_batch_is_answered_densely_and_parents_are_judged_before_children(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        var result = await stream.SubmitAsync(1, TestRecords.Funding(), TestRecords.Project(), TestRecords.Centre());

        Assert.Equal([1L, 2, 3], result.Results.Select(r => r.Sequence));
        Assert.All(result.Results, r => Assert.True(r.Outcome == Outcome.Created, r.ToString()));
        Assert.Equal(3, result.AcknowledgedThrough);
        Assert.Equal("project/KC-08-2026-DP-0001", result.Results[1].RecordKey);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Resending_a_batch_changes_nothing_however_it_is_cut(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        ExchangeRecord[] records = [TestRecords.Centre(), TestRecords.Project(1), TestRecords.Project(2),
            TestRecords.Project(3, centre: "KCT-08-77")];
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        var first = await stream.SubmitAsync(1, records);
        stream.Dispose();
        var before = await PositionAsync(server);

        var (again, _) = await RawStream.OpenAsync(client, id, attempt: 2);
        Assert.Equal(5, (await again.OpenedAsync()).NextSequence);
        var one = await again.SubmitAsync(1, records[..1]);
        var rest = await again.SubmitAsync(2, [.. records[1..], TestRecords.Project(4)]);
        again.Dispose();

        Assert.Equal((1, 3), (one.Replayed, rest.Replayed));
        Assert.Equal(first.Results, [.. one.Results, .. rest.Results.Take(3)]);
        Assert.Equal(Outcome.Created, rest.Results[^1].Outcome);
        Assert.Equal(before + 1, await PositionAsync(server));
    }

    [Theory]
    [Stores]
    public async Task A_sequence_with_other_content_ends_the_stream(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, id) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());

        await stream.SendAsync(1, TestRecords.Centre("KCT-08-02"));

        Assert.Equal("SEQUENCE_REUSED", await stream.EndAsync());
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task The_same_content_is_unchanged_and_older_or_equal_versions_do_not_apply(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre(version: 10));
        var changed = TestRecords.Centre(version: 20);
        changed.Centre.Branches = 2;
        var older = TestRecords.Centre(version: 15);
        older.Centre.Branches = 9;
        var equal = TestRecords.Centre(version: 30);
        equal.Centre.Branches = 9;

        var result =
            await stream.SubmitAsync(2, TestRecords.Centre(version: 12), changed, older, changed.With(30), equal);

        Assert.Equal(
            [Outcome.Unchanged, Outcome.Updated, Outcome.Stale, Outcome.Unchanged, Outcome.Rejected],
            result.Results.Select(r => r.Outcome));
        Assert.Equal([1L, 2, 2, 2, 2], result.Results.Select(r => r.Revision));
        Assert.Equal("KC-SYS-001", result.Results[2].Findings.Single().RuleId);
        Assert.Equal("KC-GEN-010", result.Results[4].Findings.Single().RuleId);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_child_of_a_refused_parent_gets_one_finding_in_the_same_and_in_later_batches(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());
        var bad = TestRecords.Project();
        bad.Project.EndDate = new CivilDate { Year = 2025, Month = 1, Day = 1 };

        var same = await stream.SubmitAsync(2, bad, TestRecords.Funding());
        var later = await stream.SubmitAsync(4, TestRecords.Funding(period: "2026-Q2"));

        Assert.Equal("KC-GEN-015", same.Results[1].Findings.Single().RuleId);
        Assert.Equal("KC-GEN-015", later.Results[0].Findings.Single().RuleId);
        Assert.Contains("project/KC-08-2026-DP-0001", later.Results[0].Findings[0].Message);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_record_goes_only_when_nothing_refers_to_it(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre(), TestRecords.Project(), TestRecords.Funding());

        var refused = await stream.SubmitAsync(4, TestRecords.Deletion(TestRecords.Project(), 2));
        var both = await stream.SubmitAsync(
            5, TestRecords.Deletion(TestRecords.Project(), 3), TestRecords.Deletion(TestRecords.Funding(), 3));
        var absent = await stream.SubmitAsync(7, TestRecords.Deletion(TestRecords.Funding(), 4));
        var back = await stream.SubmitAsync(8, TestRecords.Project(version: 5));

        Assert.Equal("KC-GEN-014", refused.Results[0].Findings.Single().RuleId);
        Assert.Equal([Outcome.Deleted, Outcome.Deleted], both.Results.Select(r => r.Outcome));
        Assert.Equal(Outcome.Unchanged, absent.Results[0].Outcome);
        Assert.Equal((Outcome.Created, 3L), (back.Results[0].Outcome, back.Results[0].Revision));
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task An_unchanged_record_repeats_the_findings_of_its_state(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        var first = await stream.SubmitAsync(1, TestRecords.Centre());
        await using (var db = server.OpenStore())
        {
            // No rule of this version warns about a centre: put a warning where one would stand.
            db.Findings.Add(new()
            {
                ProvinceCode = "08", SubmissionId = id, Sequence = 1, Ordinal = 0, RuleId = "KC-SYS-001",
                Severity = Severity.Warning, Refused = false, RecordKind = RecordKind.Centre,
                RecordKey = first.Results[0].RecordKey, RecordCode = "KCT-08-01", FieldPath = "", Parameters = "[]",
                Fingerprint = new byte[32], EvidenceHash = new byte[32],
            });
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("UPDATE centre SET finding_count = 1");
        }

        var again = await stream.SubmitAsync(2, TestRecords.Centre(version: 2));

        Assert.Equal(Outcome.Unchanged, again.Results[0].Outcome);
        Assert.Equal("KC-SYS-001", again.Results[0].Findings.Single().RuleId);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task The_outcomes_of_a_submission_add_up_and_its_ledger_chain_holds(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await stream.SubmitAsync(
            1, TestRecords.Centre(), TestRecords.Project(1), TestRecords.Project(2, centre: "KCT-08-99"));
        await stream.SubmitAsync(4, TestRecords.Project(1, version: 2), new ExchangeRecord());
        stream.Dispose();

        var submission = (await client.GetSubmissionAsync(new() { SubmissionId = id })).Submission;

        Assert.Equal(5, submission.Outcomes.Sum(o => o.Count));
        Assert.Equal(5, submission.KindsReceived.Sum(k => k.Count));
        Assert.Equal(6, submission.NextSequence);
        await Chain.VerifyAsync(server, "08");
    }

    private static async Task<long> PositionAsync(TestServer server)
    {
        await using var db = server.OpenStore();
        return (await db.Heads.SingleAsync(head => head.ProvinceCode == "08")).Position;
    }
}
