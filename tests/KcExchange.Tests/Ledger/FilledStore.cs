using KcExchange.Server.Operations;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Ledger;

/// <summary>A server whose store has something in every table that the ledger witnesses.</summary>
internal static class FilledStore
{
    /// <summary>Starts a server and sends what fills its tables.</summary>
    public static async Task<TestServer> StartAsync(Action<ServerOptions>? configure = null, TimeProvider? time = null)
    {
        var server = await TestServer.StartAsync(
            options =>
            {
                options.Limits.ReferenceSeconds = 0;
                configure?.Invoke(options);
            },
            time);
        using (var ministry = new Ministry(server))
            await ministry.LoadAsync(
                "rule-overrides.csv", "rule_id,severity,reason,basis\nKC-PRJ-011,WARNING,thử,CV 1/BCT\n");
        await FillAsync(server);
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

    private static ExchangeRecord Centre(string period, int staff)
    {
        var record = TestRecords.Centre();
        record.ReportPeriod = period;
        (record.Centre.StaffTotal, record.Centre.StaffPublic) = (staff, staff - 5);
        record.Centre.StaffByQualification[0].Count = staff - 4;
        return record;
    }
}
