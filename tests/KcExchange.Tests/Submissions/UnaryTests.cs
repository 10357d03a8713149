using KcExchange.Server.Access;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Submissions;

public sealed class UnaryTests
{
    [Theory]
    [Stores]
    public async Task Append_follows_the_same_rules_as_the_stream(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var id = RawStream.NewId();
        await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        AppendRecordsRequest Request(long first, long attempt, params ExchangeRecord[] records) => new()
        {
            SubmissionId = id,
            Sender = RawStream.Sender(attempt: attempt),
            Batch = new RecordBatch { FirstSequence = first, Records = { records } },
        };

        var one = await client.AppendRecordsAsync(Request(1, 1, TestRecords.Centre()));
        var gap = await client.AppendRecordsAsync(Request(7, 1, TestRecords.Project()));
        var two = await client.AppendRecordsAsync(Request(1, 2, TestRecords.Centre(), TestRecords.Project()));
        var fenced =
            await Reasons.OfAsync(() => client.AppendRecordsAsync(Request(3, 1, TestRecords.Funding())).ResponseAsync);

        Assert.Equal(Outcome.Created, one.Result.Results.Single().Outcome);
        Assert.Equal((2L, RewindReason.Gap), (gap.Rewind.ExpectedSequence, gap.Rewind.Reason));
        Assert.Equal((1, Outcome.Created), (two.Result.Replayed, two.Result.Results[1].Outcome));
        Assert.Equal("STREAM_SUPERSEDED", fenced);
    }

    [Theory]
    [Stores]
    public async Task Validate_judges_like_a_submission_and_stores_nothing(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var bad = TestRecords.Project();
        bad.Project.TotalCost = 1;

        var verdict = await client.ValidateRecordsAsync(new()
        {
            Records = { TestRecords.Centre(), bad, TestRecords.Funding() }, Language = "en",
        });

        Assert.Equal([Outcome.Created, Outcome.Rejected, Outcome.Rejected], verdict.Results.Select(r => r.Outcome));
        Assert.Equal("KC-PRJ-011", verdict.Results[1].Findings.Single(f => f.Severity == Severity.Error).RuleId);
        await using var db = server.OpenStore();
        Assert.Equal(0, await db.Entries.CountAsync() + await db.Findings.CountAsync());
    }

    [Theory]
    [Stores]
    public async Task Results_findings_and_summaries_are_listed_page_by_page(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await stream.SubmitAsync(
            1, TestRecords.Centre(), TestRecords.Project(1), TestRecords.Project(2, centre: "KCT-08-99"));
        await stream.SubmitAsync(4, Enumerable.Range(3, 5).Select(i => TestRecords.Project(i, centre: "KCT-08-99")));
        stream.Dispose();

        var results = new List<RecordResult>();
        for (var request = new ListRecordResultsRequest { SubmissionId = id, PageSize = 3 }; ;)
        {
            var page = await client.ListRecordResultsAsync(request);
            results.AddRange(page.Results);
            if (page.NextPageToken.Length == 0) break;
            request.PageToken = page.NextPageToken;
        }
        var rejected = await client.ListRecordResultsAsync(new() { SubmissionId = id, Outcome = Outcome.Rejected });
        var late = await client.ListRecordResultsAsync(new() { SubmissionId = id, FromSequence = 7 });
        var findings = await client.ListFindingsAsync(new() { SubmissionId = id, PageSize = 4 });
        var summary = await client.SummarizeFindingsAsync(new() { SubmissionId = id });

        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long)i), results.Select(r => r.Sequence));
        Assert.Equal(6, rejected.Results.Count);
        Assert.Equal([7L, 8], late.Results.Select(r => r.Sequence));
        Assert.Equal(4, findings.Findings.Count);
        Assert.Contains("KCT-08-99", findings.Findings[0].Finding.Message);
        var rule = Assert.Single(summary.Rules, r => r.RuleId == "KC-PRJ-025");
        Assert.Equal((6L, 6L), (rule.Findings, rule.Records));
        Assert.DoesNotContain("{", rule.Title);
    }

    [Theory]
    [Stores]
    public async Task A_page_token_is_of_no_use_to_another_caller_or_request(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var foreign = await server.SubmitterAsync("01");
        for (var i = 0; i < 2; i++)
            await client.CreateSubmissionAsync(
                new() { SubmissionId = RawStream.NewId(), Mode = SubmissionMode.Incremental });
        var token = (await client.ListSubmissionsAsync(new() { PageSize = 1 })).NextPageToken;

        Assert.Single((await client.ListSubmissionsAsync(new() { PageSize = 1, PageToken = token })).Submissions);
        Assert.Equal("CURSOR_INVALID", await Reasons.OfAsync(
            () => foreign.ListSubmissionsAsync(new() { PageSize = 1, PageToken = token }).ResponseAsync));
        Assert.Equal("CURSOR_INVALID", await Reasons.OfAsync(() => client.ListSubmissionsAsync(
            new() { State = SubmissionState.Committed, PageToken = token }).ResponseAsync));
    }

    [Theory]
    [Stores]
    public async Task Only_registered_certificates_with_the_right_role_get_in_and_provinces_stay_apart(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Limits.CallerCacheSeconds = 0, store: store);
        var submitter = await server.SubmitterAsync();
        var reader =
            new SubmissionService.SubmissionServiceClient(server.Channel(await server.IssueAsync("08", Role.Reader)));
        var foreign = await server.SubmitterAsync("01");
        var ministry =
            new SubmissionService.SubmissionServiceClient(server.Channel(await server.IssueAsync("00", Role.Officer)));
        var nobody = new SubmissionService.SubmissionServiceClient(server.Channel(null));
        var stranger = new SubmissionService.SubmissionServiceClient(server.Channel(Certificates.Stranger()));
        var id = RawStream.NewId();
        var create = new CreateSubmissionRequest { SubmissionId = id, Mode = SubmissionMode.Incremental };
        await submitter.CreateSubmissionAsync(create);
        var own = new GetSubmissionRequest { SubmissionId = id };
        var named = new GetSubmissionRequest { SubmissionId = id, ProvinceCode = "08" };

        Assert.Equal("CREDENTIAL_MISSING", await Reasons.OfAsync(() => nobody.GetSubmissionAsync(own).ResponseAsync));
        Assert.Equal("CREDENTIAL_UNKNOWN", await Reasons.OfAsync(() => stranger.GetSubmissionAsync(own).ResponseAsync));
        Assert.Equal(
            "ROLE_NOT_ALLOWED", await Reasons.OfAsync(() => reader.CreateSubmissionAsync(create).ResponseAsync));
        Assert.Equal(
            "ROLE_NOT_ALLOWED", await Reasons.OfAsync(() => ministry.CreateSubmissionAsync(create).ResponseAsync));
        Assert.Equal(
            "PROVINCE_NOT_ALLOWED", await Reasons.OfAsync(() => foreign.GetSubmissionAsync(named).ResponseAsync));
        Assert.Equal(
            "SUBMISSION_NOT_FOUND", await Reasons.OfAsync(() => foreign.GetSubmissionAsync(own).ResponseAsync));
        Assert.Equal("REQUEST_INVALID", await Reasons.OfAsync(() => ministry.GetSubmissionAsync(own).ResponseAsync));
        Assert.Equal(id, (await reader.GetSubmissionAsync(own)).Submission.SubmissionId);
        Assert.Equal(id, (await ministry.GetSubmissionAsync(named)).Submission.SubmissionId);

        await using (var db = server.OpenStore())
            await db.Callers.ExecuteUpdateAsync(set => set.SetProperty(c => c.RevokedAt, DateTime.UnixEpoch));
        Assert.Equal(
            "CREDENTIAL_REVOKED", await Reasons.OfAsync(() => submitter.GetSubmissionAsync(own).ResponseAsync));
    }

    [Theory]
    [Stores]
    public async Task Requests_blown_up_with_text_are_refused_in_few_words(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var create =
            new CreateSubmissionRequest { SubmissionId = RawStream.NewId(), Mode = SubmissionMode.Incremental };
        create.Kinds.AddRange(Enumerable.Repeat(RecordKind.Centre, 100_000));

        Assert.Equal(
            "REQUEST_INVALID", await Reasons.OfAsync(() => client.CreateSubmissionAsync(create).ResponseAsync));
        Assert.Equal("REQUEST_INVALID", await Reasons.OfAsync(() => client.SealSubmissionAsync(new()
        {
            SubmissionId = create.SubmissionId, OfficialLetter = new OfficialLetter { Number = new('x', 100_000) },
        }).ResponseAsync));
        var foreign = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => client.GetSubmissionAsync(new()
        {
            SubmissionId = create.SubmissionId, ProvinceCode = new('ộ', 100_000),
        }).ResponseAsync);
        Assert.Equal("PROVINCE_NOT_ALLOWED", Reasons.Of(foreign));
        Assert.True(foreign.Status.Detail.Length < 1000);
    }
}
