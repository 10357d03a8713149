using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Submissions;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KcExchange.Tests.Duplicates;

/// <summary>Two provinces that commit at once: neither saw the other before its lock.</summary>
public sealed class RaceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Both = ["KC-PRJ-021", "KC-PRJ-022"];

    [Theory]
    [Stores]
    public async Task Both_provinces_are_told_by_a_second_look_and_told_once(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        var (own, other) = await RaceAsync(two, TwoProvinces.OwnProject(), TwoProvinces.OtherProject());
        Assert.Empty(own.Records[0].Findings);
        Assert.Empty(other.Records[0].Findings);

        await two.LookAgainAsync("08", "24");
        await two.LookAgainAsync("08", "24");
        await two.LookAgainAsync("24", "08");

        await ToldAsync(two.Own, own.SubmissionId, "KC-24-2026-DP-0001 (24 Bắc Ninh, 2026)");
        await ToldAsync(two.Other, other.SubmissionId, "KC-08-2026-DP-0001 (08 Tuyên Quang, 2026)");
        await Chain.VerifyAsync(two.Server, "08");
        await Chain.VerifyAsync(two.Server, "24");
        await using var db = two.OpenStore();
        var entry = await db.Entries.SingleAsync(row =>
            row.ProvinceCode == "08" && row.EntryType == EntryType.LateFindings);
        var findings = await db.Findings.Where(row => row.ProvinceCode == "08").OrderBy(row => row.Ordinal)
            .ToListAsync();
        Assert.Equal(LateFindings.Payload(findings), entry.Payload);
        Assert.Equal([LateFindings.FirstOrdinal, LateFindings.FirstOrdinal + 1], findings.Select(row => row.Ordinal));
        Assert.Equal(["08", "24"], await db.DuplicateMarks.Select(mark => mark.ProvinceCode).Order().ToListAsync());
    }

    [Theory]
    [Stores]
    public async Task A_record_sent_again_is_answered_with_what_was_found_later(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        await RaceAsync(two, TwoProvinces.OwnProject(), TwoProvinces.OtherProject());
        await two.LookAgainAsync("24");

        var (again, _) = await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject(version: 2));
        var (once_more, _) = await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject(version: 3));

        Assert.Equal((Outcome.Unchanged, Outcome.Unchanged), (again.Results[0].Outcome, once_more.Results[0].Outcome));
        Assert.Equal(Both, again.Results[0].Rules());
        Assert.Equal(Both, once_more.Results[0].Rules());
        await two.WriteAuditAsync();
        await using var db = two.OpenStore();
        Assert.Equal(8, await db.Audit.CountAsync());
    }

    [Fact]
    public async Task What_a_crash_left_over_is_told_after_the_next_start()
    {
        await using var two = await TwoProvinces.StartAsync();
        var (own, other) = await RaceAsync(two, TwoProvinces.OwnProject(), TwoProvinces.OtherProject());
        // Bắc Ninh is told first; before Tuyên Quang is, and the mark is set, everything ends.
        two.Server.Log.Expect("could not be compared again");
        await using (var db = two.OpenStore())
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TRIGGER ends BEFORE INSERT ON finding WHEN NEW.province_code = '08'
                BEGIN SELECT RAISE(ABORT, 'the end'); END
                """);
            await two.LookAgainAsync("08");
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER ends");
            Assert.Equal(["24", "24"], await db.Findings.Select(row => row.ProvinceCode).ToListAsync());
            Assert.False(await db.DuplicateMarks.AnyAsync());
        }
        await two.Server.RestartAsync();
        var (mine, yours) = (
            two.Server.Channel(await two.Server.IssueAsync("08", Role.Reader)),
            two.Server.Channel(await two.Server.IssueAsync("24", Role.Reader)));

        await two.LookAgainAsync("08");

        await ToldAsync(new(mine), own.SubmissionId, "KC-24-2026-DP-0001 (24 Bắc Ninh, 2026)");
        await ToldAsync(new(yours), other.SubmissionId, "KC-08-2026-DP-0001 (08 Tuyên Quang, 2026)");
    }

    [Theory]
    [Stores]
    public async Task One_item_supported_twice_is_an_error_on_records_that_are_kept(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        var (mine, yours) = (TwoProvinces.OwnProject(), TwoProvinces.OtherProject());
        mine.Project.Beneficiaries[0].ItemId = yours.Project.Beneficiaries[0].ItemId = "SN-77";
        var (own, _) = await RaceAsync(two, mine, yours);
        await two.LookAgainAsync("08", "24");

        await using var db = two.OpenStore();
        var finding = await db.Findings.SingleAsync(row => row.ProvinceCode == "08" && row.RuleId == "KC-PRJ-021");
        Assert.Equal((Severity.Error, false), (finding.Severity, finding.Refused));
        var submission = (await two.Own.GetSubmissionAsync(new() { SubmissionId = own.SubmissionId })).Submission;
        Assert.Equal(Outcome.Created, Assert.Single(submission.Outcomes).Outcome);
        // One of the two mends its number, and both are free again.
        var mended = mine.With(2);
        mended.Project.Beneficiaries[0].ItemId = "SN-78";
        Assert.Equal(Outcome.Updated, (await TwoProvinces.SendAsync(two.Own, mended)).Result.Results[0].Outcome);
    }

    [Theory]
    [Stores]
    public async Task Nobody_is_told_later_where_one_of_the_two_was_told_at_once(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject());
        await TwoProvinces.SendAsync(two.Other, TwoProvinces.OtherProject());

        await two.LookAgainAsync("08", "24");

        await using var db = two.OpenStore();
        Assert.Equal(2, await db.Findings.CountAsync());
        Assert.False(await db.Entries.AnyAsync(row => row.EntryType == EntryType.LateFindings));
    }

    [Theory]
    [Stores]
    public async Task A_third_project_that_is_known_does_not_hide_a_race(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        await TwoProvinces.SendAsync(two.Own, TwoProvinces.Change(
            TwoProvinces.OwnProject(), project => project.ProjectCode = "KC-08-2026-DP-0009"));
        var (own, other) = await RaceAsync(two, TwoProvinces.OwnProject(), TwoProvinces.OtherProject());
        Assert.Equal((2, 2), (own.Records[0].Findings.Count, other.Records[0].Findings.Count));

        await two.LookAgainAsync("08", "24");
        await two.LookAgainAsync("24", "08");

        await using var db = two.OpenStore();
        var late = await db.Findings.Where(row => row.Ordinal >= LateFindings.FirstOrdinal).ToListAsync();
        Assert.Equal(["08", "08", "24", "24"], late.Select(row => row.ProvinceCode).Order());
        Assert.All(late.Where(row => row.ProvinceCode == "24"), row =>
            Assert.Contains("KC-08-2026-DP-0001", row.Parameters, StringComparison.Ordinal));
    }

    /// <summary>Both have looked before either commits: the store is held until they have.</summary>
    private static async Task<(Batch Own, Batch Other)> RaceAsync(
        TwoProvinces two, ExchangeRecord mine, ExchangeRecord yours)
    {
        var services = two.Server.App.Services;
        // Another replica's lanes, where SQLite has one lane and one server only.
        await using var replica = ActivatorUtilities.CreateInstance<CommitLanes>(services);
        var own = await TwoProvinces.PreparedAsync(two.Server.App, two.Own, mine);
        var other = await TwoProvinces.PreparedAsync(two.Server.App, two.Other, yours);
        List<Task<BatchOutcome>> committing = [];
        await using (var db = two.OpenStore())
        {
            await using var held = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
            using var commands = new CountedCommands(two.Server);
            committing.Add(services.GetRequiredService<CommitLanes>().Of("08").CommitAsync(own));
            committing.Add(replica.Of("24").CommitAsync(other));
            // Each looks, and then asks for its transaction.
            var began = TimeProvider.System.GetTimestamp();
            while (commands.Begun < 2 && TimeProvider.System.GetElapsedTime(began) < Patience) await Task.Delay(5);
            Assert.Equal(2, commands.Begun);
            var looks = commands.Take().Count(text => text.Contains("project_beneficiary", StringComparison.Ordinal));
            Assert.InRange(looks, 2, 4);
        }
        await Task.WhenAll(committing);
        return (own.Batch, other.Batch);
    }

    private static async Task ToldAsync(
        SubmissionService.SubmissionServiceClient client, string submission, string others)
    {
        var listed = await client.ListFindingsAsync(new() { SubmissionId = submission });
        Assert.Equal(Both, listed.Findings.Select(found => found.Finding.RuleId));
        Assert.All(listed.Findings, found => Assert.Equal((1L, others), (found.Sequence, found.Finding.Others())));
        var summary = await client.SummarizeFindingsAsync(new() { SubmissionId = submission });
        Assert.Equal(Both, summary.Rules.Select(rule => rule.RuleId).Order());
        var told = await client.GetSubmissionAsync(new() { SubmissionId = submission });
        Assert.Equal(2, told.Submission.FindingsTotal);
    }
}
