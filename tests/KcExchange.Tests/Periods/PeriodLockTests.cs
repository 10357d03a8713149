using KcExchange.Client;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Periods;

/// <summary>What the ministry has locked changes only on request.</summary>
public sealed class PeriodLockTests
{
    [Theory]
    [Stores]
    public async Task A_locked_period_takes_corrections_only_until_it_is_reopened(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        var centre = TestRecords.Centre();
        await work.DeliverAsync(centre);
        await work.LockAsync();
        var changed = centre.With(2);
        changed.Centre.Vehicles = 3;
        var corrected = changed.With(3);
        corrected.CorrectionReference = "45/SCT-KC";

        var refused = (await work.DeliverAsync(changed)).Results.Single();
        var same = (await work.DeliverAsync(centre.With(2))).Results.Single();
        var late = (await work.DeliverAsync(PeriodWork.Total(1_000_000))).Results.Single();
        var accepted = (await work.DeliverAsync(corrected)).Results.Single();
        var deletion = (await work.DeliverAsync(TestRecords.Deletion(centre, 5))).Results.Single();
        await (await work.MinistryAsync()).ReopenPeriodAsync(
            new() { ProvinceCode = "08", ReportPeriod = PeriodWork.Quarter, Reason = "Tỉnh đề nghị" });
        var free = (await work.DeliverAsync(TestRecords.Deletion(centre, 6))).Results.Single();

        Assert.Equal((Outcome.Rejected, "KC-GEN-013"), (refused.Outcome, refused.Findings.Single().RuleId));
        Assert.Equal("correction_reference", refused.Findings[0].FieldPath);
        Assert.Equal(Outcome.Unchanged, same.Outcome);
        Assert.Equal((Outcome.Rejected, "KC-GEN-013"), (late.Outcome, late.Findings.Single(IsError).RuleId));
        Assert.Equal(Outcome.Updated, accepted.Outcome);
        Assert.Equal((Outcome.Rejected, "KC-GEN-013"), (deletion.Outcome, deletion.Findings.Single().RuleId));
        Assert.Equal(Outcome.Deleted, free.Outcome);
        await Chain.VerifyAsync(server, "08");
    }

    [Theory]
    [Stores]
    public async Task A_delivery_of_a_locked_period_is_neither_opened_nor_sealed(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        var client = await work.SenderAsync();
        CreateSubmissionRequest New(string period) => new()
        {
            SubmissionId = RawStream.NewId(), Mode = SubmissionMode.Incremental, ReportPeriod = period,
        };
        var before = New(PeriodWork.Quarter);
        await client.CreateSubmissionAsync(before);
        var done = New(PeriodWork.Quarter);
        await client.CreateSubmissionAsync(done);
        await client.SealSubmissionAsync(new() { SubmissionId = done.SubmissionId });
        await work.LockAsync();

        Assert.Equal("PERIOD_LOCKED",
            await Reasons.OfAsync(() => client.CreateSubmissionAsync(New(PeriodWork.Quarter)).ResponseAsync));
        Assert.Equal("PERIOD_LOCKED", await Reasons.OfAsync(
            () => client.SealSubmissionAsync(new() { SubmissionId = before.SubmissionId }).ResponseAsync));
        // What was done before answers as it did; other periods and corrections without a period go on.
        Assert.Equal(before.SubmissionId, (await client.CreateSubmissionAsync(before)).Submission.SubmissionId);
        Assert.Equal(SubmissionState.Committed,
            (await client.SealSubmissionAsync(new() { SubmissionId = done.SubmissionId })).Submission.State);
        await client.CreateSubmissionAsync(New("2026-Q2"));
        await client.CreateSubmissionAsync(New(""));
        await (await work.MinistryAsync()).ReopenPeriodAsync(
            new() { ProvinceCode = "08", ReportPeriod = PeriodWork.Quarter, Reason = "x" });
        await client.SealSubmissionAsync(new() { SubmissionId = before.SubmissionId });
    }

    [Theory]
    [Stores]
    public async Task Locking_twice_is_locking_once_and_the_ledger_says_who_and_why(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);

        var first = await work.LockAsync(reason: "Chốt số quý 3");
        var second = await work.LockAsync(reason: "Lần nữa");

        Assert.Equal(first, second);
        Assert.Equal((PeriodState.Locked, "00-ministry.officer", "Chốt số quý 3", "12/CT-KC"),
            (first.State, first.StateBy, first.Reason, first.OfficialLetter.Number));
        await using var db = server.OpenStore();
        var entry = await db.Entries.SingleAsync(row => row.ProvinceCode == "08");
        Assert.Equal((EntryType.PeriodEvent, EntryAction.PeriodLocked, "00-ministry.officer"),
            (entry.EntryType, entry.Action, entry.Actor));
        Assert.Equal("Chốt số quý 3", LockPeriodRequest.Parser.ParseFrom(entry.Payload).Reason);
        await Chain.VerifyAsync(server, "08");
    }

    [Theory]
    [Stores]
    public async Task Only_officers_and_administrators_lock_and_only_what_can_be_locked(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        var ministry = await work.MinistryAsync();
        LockPeriodRequest Request(string province = "08", string period = "2026-Q3", string reason = "x") =>
            new() { ProvinceCode = province, ReportPeriod = period, Reason = reason };
        async Task<string> RefusalOf(string province, string role, LockPeriodRequest request)
        {
            using var connection = new ExchangeConnection(new ExchangeConnectionOptions
            {
                Address = server.Address, ClientCertificate = await server.IssueAsync(province, role),
                TrustedRoots = [System.Security.Cryptography.X509Certificates.X509CertificateLoader
                    .LoadCertificateFromFile(server.Files.AuthorityCertificate)],
            });
            var refused = await Assert.ThrowsAsync<NotAllowedException>(
                () => new PeriodClient(connection).LockAsync(request, TestContext.Current.CancellationToken));
            return refused.Reason.ToString();
        }

        Assert.Equal("RoleNotAllowed", await RefusalOf("08", Role.Approver, Request()));
        Assert.Equal("RoleNotAllowed", await RefusalOf("00", Role.MinistryReader, Request()));
        Assert.Equal("REQUEST_INVALID",
            await Reasons.OfAsync(() => ministry.LockPeriodAsync(Request("")).ResponseAsync));
        Assert.Equal("RESOURCE_NOT_FOUND",
            await Reasons.OfAsync(() => ministry.LockPeriodAsync(Request("02")).ResponseAsync));
        Assert.Equal("RESOURCE_NOT_FOUND",
            await Reasons.OfAsync(() => ministry.LockPeriodAsync(Request("00")).ResponseAsync));
        Assert.Equal("RESOURCE_NOT_FOUND", await Reasons.OfAsync(() => ministry.GetPeriodAsync(
            new() { ProvinceCode = "99", ReportPeriod = "2026-Q3", Refresh = true }).ResponseAsync));
        Assert.Equal("REQUEST_INVALID",
            await Reasons.OfAsync(() => ministry.LockPeriodAsync(Request(period: "2099-Q1")).ResponseAsync));
        Assert.Equal("REQUEST_INVALID",
            await Reasons.OfAsync(() => ministry.LockPeriodAsync(Request(reason: " ")).ResponseAsync));
    }

    [Theory]
    [Stores]
    public async Task Of_a_batch_and_a_lock_at_once_the_one_that_has_the_head_first_counts(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        await work.MinistryAsync();
        var (stream, _) = await RawStream.OpenAsync(await work.SenderAsync());
        await stream.OpenedAsync();
        const int batches = 40;
        var locking = Task.CompletedTask;
        var outcomes = new List<Outcome>();
        var sending = Task.Run(async () =>
        {
            for (var i = 1; i <= batches; i++) await stream.SendAsync(i, TestRecords.Centre($"KCT-08-{i:00}"));
        });
        for (var i = 1; i <= batches; i++)
        {
            outcomes.Add((await stream.ResultAsync()).Results.Single().Outcome);
            if (i == 5) locking = work.LockAsync();
        }
        await sending;
        await locking;
        stream.Dispose();

        // Accepted before the lock, refused after it, and nothing in between.
        var accepted = outcomes.TakeWhile(outcome => outcome == Outcome.Created).Count();
        Assert.InRange(accepted, 5, batches);
        Assert.All(outcomes.Skip(accepted), outcome => Assert.Equal(Outcome.Rejected, outcome));
        await using var db = server.OpenStore();
        var entries = await db.Entries.Where(row => row.ProvinceCode == "08").ToListAsync();
        var locked = entries.Single(row => row.Action == EntryAction.PeriodLocked).Position;
        Assert.Equal(accepted, entries.Count(row => row.EntryType == EntryType.RecordVersion));
        Assert.All(entries.Where(row => row.EntryType == EntryType.RecordVersion),
            row => Assert.True(row.Position < locked, $"entry {row.Position} came after the lock at {locked}"));
        await Chain.VerifyAsync(server, "08");
    }

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;
}
