using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Duplicates;

/// <summary>KC-PRJ-021 to 024 over the wire.</summary>
public sealed class CrossProvinceTests
{
    private const StringComparison Exactly = StringComparison.Ordinal;
    private const string OwnText = "KC-08-2026-DP-0001 (08 Tuyên Quang, 2026)";
    private static readonly string[] Both = ["KC-PRJ-021", "KC-PRJ-022"];

    [Theory]
    [Stores]
    public async Task The_second_province_is_told_code_province_and_year_and_the_record_is_kept(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        var (first, _) = await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject());
        var (second, _) = await TwoProvinces.SendAsync(two.Other, TwoProvinces.OtherProject());

        Assert.Empty(first.Results[0].Rules());
        Assert.Equal(Outcome.Created, second.Results[0].Outcome);
        Assert.Equal(Both, second.Results[0].Rules());
        Assert.All(second.Results[0].Findings, finding => Assert.Equal(OwnText, finding.Others()));
    }

    [Fact]
    public async Task A_dry_run_never_tells_of_another_province_and_is_audited()
    {
        await using var two = await TwoProvinces.StartAsync();
        await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject());

        var verdict = await two.Other.ValidateRecordsAsync(new()
        {
            Records = { TwoProvinces.OtherProject(1), Twin() },
        });

        Assert.All(verdict.Results, result => Assert.Empty(result.Findings));
        await two.WriteAuditAsync();
        await using var db = two.OpenStore();
        var row = await db.Audit.SingleAsync();
        Assert.Equal(("/kcexchange.v1.SubmissionService/ValidateRecords", "2 records", "24"),
            (row.Subject, row.Detail, row.ProvinceCode));
    }

    [Theory]
    [Stores]
    public async Task Two_projects_of_one_batch_are_compared_and_one_item_is_supported_once(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        var (first, second) = (TwoProvinces.OtherProject(), Twin());
        first.Project.Beneficiaries[0].ItemId = "SN 77-1";
        second.Project.Beneficiaries[0].ItemId = "sn771";

        var (result, _) = await TwoProvinces.SendAsync(two.Other, first, second);

        Assert.Equal([Outcome.Created, Outcome.Rejected], result.Results.Select(one => one.Outcome));
        Assert.Empty(result.Results[0].Rules());
        Assert.Equal(Both, result.Results[1].Rules());
        Assert.Equal((Severity.Error, "project.beneficiaries[0].item_id"),
            (result.Results[1].Findings[0].Severity, result.Results[1].Findings[0].FieldPath));
        // What was refused is nobody's duplicate.
        await using var db = two.OpenStore();
        Assert.Equal("project/KC-24-2026-DP-0001", (await db.Beneficiaries.SingleAsync()).RecordKey);
    }

    [Fact]
    public async Task Batches_in_flight_of_one_submission_see_each_other()
    {
        await using var two = await TwoProvinces.StartAsync();
        var (stream, _) = await RawStream.OpenAsync(two.Other);
        await stream.OpenedAsync();
        // Held, so that the second batch looks before the first one commits.
        await using (var db = two.OpenStore())
        {
            await using var held = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
            await stream.SendAsync(1, TwoProvinces.OtherProject());
            await stream.SendAsync(2, Twin());
        }

        Assert.Empty((await stream.ResultAsync()).Results[0].Rules());
        Assert.Equal(Both, (await stream.ResultAsync()).Results[0].Rules());
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_project_is_no_duplicate_of_its_own_versions_and_gone_when_it_is_deleted(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject());
        var changed = TwoProvinces.Change(TwoProvinces.OwnProject(version: 2), project => project.NameVi += " 2");
        var (update, _) = await TwoProvinces.SendAsync(two.Own, changed);
        Assert.Equal(Outcome.Updated, update.Results[0].Outcome);
        Assert.Empty(update.Results[0].Rules());

        await TwoProvinces.SendAsync(two.Own, TestRecords.Deletion(TwoProvinces.OwnProject(), 3));

        Assert.Empty((await TwoProvinces.SendAsync(two.Other, TwoProvinces.OtherProject())).Result.Results[0].Rules());
    }

    [Theory]
    [Stores]
    public async Task Who_moves_to_another_establishment_leaves_the_old_one_free(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject());
        var moved = TwoProvinces.OwnProject(2, version: 2);
        moved.Project.ProjectCode = TwoProvinces.OwnProject().Project.ProjectCode;
        await TwoProvinces.SendAsync(two.Own, moved);

        var (old, _) = await TwoProvinces.SendAsync(two.Other, TwoProvinces.OtherProject(1));
        var (taken, _) = await TwoProvinces.SendAsync(two.Other, TwoProvinces.OtherProject(2));

        Assert.Empty(old.Results[0].Rules());
        Assert.Equal(Both, taken.Results[0].Rules());
    }

    [Fact]
    public async Task A_change_among_many_unchanged_projects_is_still_looked_for()
    {
        await using var two = await TwoProvinces.StartAsync();
        await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject(50));
        ExchangeRecord[] All(long version) =>
            [.. Enumerable.Range(1, 10).Select(number => TwoProvinces.OtherProject(number, version))];
        await TwoProvinces.SendAsync(two.Other, All(1));
        await TwoProvinces.SendAsync(two.Other, All(2));
        var changed = All(3);
        changed[4].Project.Beneficiaries[0].TaxCode = TestRecords.TaxCodeOf(50);
        using var commands = new CountedCommands(two.Server);

        var (result, _) = await TwoProvinces.SendAsync(two.Other, changed);

        Assert.Equal(9, result.Results.Count(one => one.Outcome == Outcome.Unchanged));
        Assert.Contains("KC-PRJ-022", result.Results[4].Rules());
        // And of the unchanged ones nobody is looked for.
        Assert.Single(commands.Take(), text => text.Contains("\"tax_code\" IN", StringComparison.Ordinal));
        await TwoProvinces.SendAsync(two.Other, All(4)[..4]);
        Assert.DoesNotContain(commands.Take(), text => text.Contains("\"tax_code\" IN", StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task An_establishment_that_is_everywhere_is_told_of_and_hides_nobody_else(Store store)
    {
        await using var two = await TwoProvinces.StartAsync(store);
        await TwoProvinces.SendAsync(two.Own, [.. Enumerable.Range(1, 100).Select(number =>
            TwoProvinces.Change(TwoProvinces.OwnProject(number), project =>
                project.Beneficiaries[0].TaxCode = TestRecords.TaxCodeOf(number < 100 ? 5000 : 1)))]);
        var everywhere = TwoProvinces.Change(
            TwoProvinces.OtherProject(5000), project => project.Beneficiaries[0].TaxCode = TestRecords.TaxCodeOf(5000));

        var (result, _) = await TwoProvinces.SendAsync(two.Other, everywhere, TwoProvinces.OtherProject(1));

        Assert.Contains("KC-PRJ-022", result.Results[0].Rules());
        Assert.Contains(result.Results[1].Findings, finding => finding.RuleId == "KC-PRJ-022"
            && finding.Others() == "KC-08-2026-DP-0100 (08 Tuyên Quang, 2026)");
    }

    [Fact]
    public async Task Each_answer_that_names_another_province_is_audited_with_rule_and_submission()
    {
        await using var two = await TwoProvinces.StartAsync();
        await TwoProvinces.SendAsync(two.Own, TwoProvinces.OwnProject());
        var (_, submission) = await TwoProvinces.SendAsync(two.Other, TwoProvinces.OtherProject(), Twin());
        var (_, again) = await TwoProvinces.SendAsync(two.Other, TwoProvinces.OtherProject(version: 2));

        await two.WriteAuditAsync();
        await using var db = two.OpenStore();
        var rows = await db.Audit.ToListAsync();
        Assert.Equal(6, rows.Count);
        Assert.Equal(4, rows.Count(row => row.SubmissionId == submission));
        Assert.Equal(2, rows.Count(row => row.SubmissionId == again));
        Assert.All(rows, row => Assert.True(
            row.ProvinceCode == "24" && row.Caller == "24-province.submitter"
                && DuplicateRules.Ids.Contains(row.Subject)
                && row.Detail.EndsWith(": KC-08-2026-DP-0001 (08)", Exactly),
            row.Detail));
    }

    /// <summary>Another project of Bắc Ninh for the beneficiary of its first one.</summary>
    private static ExchangeRecord Twin() =>
        TwoProvinces.Change(TwoProvinces.OtherProject(), project => project.ProjectCode = "KC-24-2026-DP-0002");
}
