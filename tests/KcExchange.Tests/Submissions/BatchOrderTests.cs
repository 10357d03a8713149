using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Submissions;

/// <summary>Batches as no careful sender makes them: the order of decisions holds all the same.</summary>
public sealed class BatchOrderTests
{
    [Theory]
    [Stores]
    public async Task Children_before_parents_across_a_whole_batch_are_all_taken(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        List<ExchangeRecord> records =
        [
            .. Enumerable.Range(1, 249).Select(i => TestRecords.Funding(i)),
            .. Enumerable.Range(1, 249).Select(i => TestRecords.Project(i)),
            TestRecords.Centre(),
        ];

        var result = await stream.SubmitAsync(1, records);

        Assert.Equal(499, result.Results.Count);
        Assert.All(result.Results, r => Assert.Equal(Outcome.Created, r.Outcome));
        await Chain.VerifyAsync(server, "08");
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_later_period_before_an_earlier_one_is_compared_with_it_all_the_same(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        var later = TestRecords.Funding();
        later.Funding.DisbursedAmount--;

        var result = await stream.SubmitAsync(
            1, later, TestRecords.Funding(period: "2026-Q2"), TestRecords.Project(), TestRecords.Centre());

        Assert.Equal(
            [Outcome.Rejected, Outcome.Created, Outcome.Created, Outcome.Created],
            result.Results.Select(r => r.Outcome));
        Assert.Equal("KC-FND-013", Assert.Single(result.Results[0].Findings).RuleId);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task One_key_many_times_in_a_batch_is_decided_one_after_the_other(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, _) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        ExchangeRecord Centre(long version, int branches)
        {
            var record = TestRecords.Centre(version: version);
            record.Centre.Branches = branches;
            return record;
        }

        var result = await stream.SubmitAsync(
            1, Centre(1, 1), Centre(2, 2), Centre(2, 2), Centre(2, 3), Centre(1, 1),
            TestRecords.Deletion(Centre(1, 1), 3), TestRecords.Deletion(Centre(1, 1), 3));
        var back = await stream.SubmitAsync(8, Centre(3, 1), Centre(4, 1), Centre(5, 1));
        var low = await stream.SubmitAsync(11, TestRecords.Deletion(Centre(1, 1), 4));

        Assert.Equal(
            [
                Outcome.Created, Outcome.Updated, Outcome.Unchanged, Outcome.Rejected, Outcome.Stale, Outcome.Deleted,
                Outcome.Unchanged,
            ],
            result.Results.Select(r => r.Outcome));
        Assert.Equal([Outcome.Rejected, Outcome.Created, Outcome.Unchanged], back.Results.Select(r => r.Outcome));
        Assert.Equal(Outcome.Stale, low.Results[0].Outcome);
        await Chain.VerifyAsync(server, "08");
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_parent_may_go_in_the_batch_in_which_its_child_moves_away(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre(), TestRecords.Centre("KCT-08-02"), TestRecords.Project());

        var result = await stream.SubmitAsync(
            4, TestRecords.Deletion(TestRecords.Centre(), 2), TestRecords.Project(version: 2, centre: "KCT-08-02"));

        Assert.Equal([Outcome.Deleted, Outcome.Updated], result.Results.Select(r => r.Outcome));
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_child_that_comes_back_in_the_batch_in_which_it_went_keeps_its_parent(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre(), TestRecords.Project());

        var result = await stream.SubmitAsync(
            3, TestRecords.Deletion(TestRecords.Project(), 2), TestRecords.Deletion(TestRecords.Centre(), 2),
            TestRecords.Project(2));

        Assert.Equal([Outcome.Deleted, Outcome.Rejected, Outcome.Created], result.Results.Select(r => r.Outcome));
        stream.Dispose();
    }

    [Theory]
    [Stores(0, "KC-CEN-001")]
    [Stores(-5, "KC-SYS-006")]
    [Stores(long.MinValue, "KC-SYS-006")]
    [Stores(1L << 53, "KC-SYS-005")]
    public async Task A_version_that_cannot_be_is_refused_and_does_not_raise_the_highest(
        Store store, long version, string ruleId)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();

        var result = await stream.SubmitAsync(
            1, TestRecords.Centre(version: version), TestRecords.Centre(version: 5),
            TestRecords.Deletion(TestRecords.Centre(), version));

        Assert.Equal(Outcome.Rejected, result.Results[0].Outcome);
        Assert.Contains(result.Results[0].Findings, f => f.RuleId == ruleId);
        Assert.Equal(Outcome.Created, result.Results[1].Outcome);
        Assert.NotEqual(Outcome.Deleted, result.Results[2].Outcome);
        Assert.Equal(5, (await client.GetSubmissionAsync(new() { SubmissionId = id })).Submission.HighestSourceVersion);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Odd_keys_periods_and_codes_become_findings_and_never_end_the_stream(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        string[] odd =
        [
            new('K', 200), new('K', 300), "a/b", "\0", "%_'\"", "\uD83D\uDE00", "Ca\u0301", " ", "KCT-08-01 ",
            "kct-08-01", "\u202E", new('ộ', 190),
        ];

        var results = new List<RecordResult>();
        long at = 1;
        foreach (var text in odd)
        {
            var centre = TestRecords.Centre(text);
            var deletion = TestRecords.Deletion(TestRecords.Centre(text), 2);
            var period = TestRecords.Centre();
            period.ReportPeriod = text;
            var project = TestRecords.Project();
            project.Project.ProjectCode = text;
            var funding = TestRecords.Funding();
            funding.Funding.ProjectCode = text;
            var sent = new[] { funding, project, centre, deletion, period };
            results.AddRange((await stream.SubmitAsync(at, sent)).Results);
            at += sent.Length;
        }
        var pages = 0;
        var listed = 0;
        for (var request = new ListRecordResultsRequest { SubmissionId = id, PageSize = 7 }; ; pages++)
        {
            var page = await client.ListRecordResultsAsync(request);
            listed += page.Results.Count;
            if (page.NextPageToken.Length == 0) break;
            request.PageToken = page.NextPageToken;
        }

        Assert.Equal(at - 1, listed);
        Assert.True(pages > 3);
        Assert.DoesNotContain(results, r => r.Outcome is Outcome.Created or Outcome.Updated or Outcome.Deleted);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_former_province_code_counts_for_its_successor_on_days_on_which_it_was_valid(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        ExchangeRecord Old(string province, DateOnly day, string code = "KCT-02-01")
        {
            var record = TestRecords.Centre(code);
            record.ProvinceCode = province;
            record.ReferenceDate = day.ToCivilDate();
            record.ReportPeriod = "2024-Q3";
            return record;
        }

        var result = await stream.SubmitAsync(
            1, Old("02", new(2024, 9, 30)), Old("02", new(2026, 9, 30), "KCT-02-02"),
            Old("01", new(2024, 9, 30), "KCT-02-03"));

        Assert.DoesNotContain(result.Results[0].Findings, f => f.RuleId == "KC-GEN-009");
        Assert.Contains(result.Results[1].Findings, f => f.RuleId == "KC-GEN-005");
        Assert.Contains(result.Results[2].Findings, f => f.RuleId == "KC-GEN-009");
        stream.Dispose();
    }

    [Theory]
    [Stores(150)]
    [Stores(3000)]
    public async Task A_record_with_more_findings_than_are_kept_says_how_many_more(Store store, int entries)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        var record = TestRecords.Project();
        record.Project.Beneficiaries.Clear();
        for (var i = 0; i < entries; i++) record.Project.Beneficiaries.Add(new Beneficiary());
        var single = TestRecords.Project();
        single.Project.Beneficiaries.Clear();
        single.Project.Beneficiaries.Add(new Beneficiary());
        var perEntry = (await stream.SubmitAsync(1, single)).Results[0].Findings
            .Count(f => f.FieldPath.Contains("beneficiaries[", StringComparison.Ordinal));

        await stream.SubmitAsync(2, record);

        var all = new List<RecordFinding>();
        for (var request = new ListFindingsRequest { SubmissionId = id, PageSize = 500 }; ;)
        {
            var page = await client.ListFindingsAsync(request);
            all.AddRange(page.Findings.Where(f => f.Sequence == 2));
            if (page.NextPageToken.Length == 0) break;
            request.PageToken = page.NextPageToken;
        }
        Assert.Equal(201, all.Count);
        var more = Assert.Single(all, f => f.Finding.RuleId == "KC-SYS-008");
        var said = int.Parse(more.Finding.Parameters.Single().Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(perEntry > 0 && said >= (entries * perEntry) - 200, $"{said} of {entries} × {perEntry}");
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Personal_data_are_in_no_log_and_masked_in_findings(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        var project = TestRecords.Project();
        project.Project.Beneficiaries[0].TaxCode = "8765432109";
        var centre = TestRecords.Centre();
        centre.Centre.TaxCode = "9876501234";
        centre.Centre.DirectorName = "NguyenVanBiMat\u0001";

        var result = await stream.SubmitAsync(1, centre, project);

        var text = result.ToString();
        Assert.DoesNotContain("8765432109", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NguyenVanBiMat", text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("8765432109", StringComparison.Ordinal)
            || line.Contains("9876501234", StringComparison.Ordinal)
            || line.Contains("BiMat", StringComparison.Ordinal));
        stream.Dispose();
    }
}
