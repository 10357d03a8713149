using KcExchange.Contracts.Rules;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Ledger;

/// <summary>A server whose store has something in every table that the ledger witnesses.</summary>
internal static class FilledStore
{
    /// <summary>Starts a server and sends what fills its tables.</summary>
    public static async Task<TestServer> StartAsync(Store store = Store.Sqlite)
    {
        // The server judges by what is loaded from the next batch on.
        var server = await TestServer.StartAsync(options => options.Limits.ReferenceSeconds = 0, store: store);
        using (var ministry = new Ministry(server))
            await ministry.LoadAsync(
                "rule-overrides.csv", "rule_id,severity,reason,basis\nKC-PRJ-011,WARNING,thử,CV 1/BCT\n");
        await FillAsync(server);
        await TellLateAsync(server);
        await AuditAsync(server);
        return server;
    }

    /// <summary>
    /// A sealed submission with every kind, a refused record and one with a warning; an open one that changes, deletes
    /// and repeats; a lock.
    /// </summary>
    public static async Task FillAsync(TestServer server)
    {
        var work = new PeriodWork(server);
        var wrong = TestRecords.Project(9);
        wrong.Project.Sector = "NN99";
        await work.DeliverAsync(
            Centre("2026-Q2", staff: 60), Centre("2026-Q3", staff: 20), TestRecords.Project(),
            TestRecords.Project(2), TestRecords.Project(3), wrong, TestRecords.Funding(),
            PeriodWork.Total(500_000_000));
        var (stream, _) = await RawStream.OpenAsync(await work.SenderAsync());
        await stream.OpenedAsync();
        var changed = TestRecords.Project(2, version: 5);
        changed.Project.ActivityCategories.Insert(0, "ND5");
        await stream.SubmitAsync(
            1, changed, TestRecords.Deletion(TestRecords.Project(3), version: 6),
            Centre("2026-Q3", staff: 20).With(version: 7));
        await stream.SubmitAsync(4, TestRecords.Project(2, version: 2), TestRecords.Project(version: 1));
        await work.GetAsync(refresh: true);
        await work.LockAsync();
        stream.Dispose();
    }

    /// <summary>What a second look tells of a project after its batch: two findings of two looks.</summary>
    private static async Task TellLateAsync(TestServer server)
    {
        using var storage = StorageProviders.Create(server.Options);
        var now = DateTime.UnixEpoch.AddYears(57);
        for (var look = 0; look < 2; look++)
            await HeadTransaction.RunAsync(storage, "08", async (db, head) =>
            {
                var row = await db.Set<ProjectRow>().AsTracking()
                    .SingleAsync(project => project.RecordKey == "project/KC-08-2026-DP-0001");
                var open = await db.Findings.Where(finding => finding.SubmissionId == row.SubmissionId
                    && finding.Sequence == row.Sequence).ToListAsync();
                var finding = new RuleFinding
                {
                    Rule = RuleCatalogue.ById["KC-PRJ-021"], Severity = Severity.Warning, FieldPath = $"look{look}",
                    Parameters = [], Fingerprint = [1], EvidenceHash = [2],
                };
                LateFindings.Add(
                    db, head, await SubmissionStore.LoadAsync(db, "08", row.SubmissionId),
                    new UntoldDuplicate(row, open, [finding], []),
                    new Verdicts(RuleBook.Embedded, TestRecords.Day), now);
                return true;
            });
    }

    /// <summary>An hour of the audit table with its digest.</summary>
    private static async Task AuditAsync(TestServer server)
    {
        using var storage = StorageProviders.Create(server.Options);
        var hour = new DateTime(2026, 10, 5, 3, 0, 0, DateTimeKind.Utc);
        List<AuditRow> rows =
        [
            .. Enumerable.Range(1, 2).Select(minute => new AuditRow
            {
                AuditId = Guid.CreateVersion7(new DateTimeOffset(hour.AddMinutes(minute))).ToString(),
                RecordedAt = hour.AddMinutes(minute), Caller = "08-province.reader", ProvinceCode = "08",
                Subject = "/kcexchange.v1.SubmissionService/CreateSubmission", Detail = "None of the caller's roles.",
            }),
        ];
        await HeadTransaction.RunAsync(storage, Caller.MinistryCode, (db, head) =>
        {
            db.Audit.AddRange(rows);
            var digest = AuditDigest.Entry(hour, rows, hour.AddHours(1));
            LedgerChain.Append(head, [digest]);
            db.Entries.Add(digest);
            return Task.FromResult(true);
        });
    }

    private static ExchangeRecord Centre(string period, int staff)
    {
        var record = TestRecords.Centre();
        record.ReportPeriod = period;
        (record.Centre.StaffTotal, record.Centre.StaffPublic) = (staff, staff - 5);
        record.Centre.StaffByQualification[0].Count = staff - 4;
        return record;
    }
}
