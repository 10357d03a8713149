using KcExchange.Agent;
using KcExchange.Agent.Outbox;
using KcExchange.Server.Submissions;
using KcExchange.Tests.Ledger;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Agent;

/// <summary>
/// The ministry's disk failed and its store was put back to last night's copy: what agents were told is safe comes
/// again by itself.
/// </summary>
public sealed class RestoredServerTests : IAsyncLifetime
{
    private readonly AgentRun _agent = new();
    private TestServer _server = null!;
    private StoreOperator _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(options => options.Limits.BatchRecords = 10);
        _operator = new StoreOperator(_server.Options, _server.Time);
        await _agent.EnrolAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Whole_submissions_that_the_server_lost_are_sent_again_before_the_next_one()
    {
        await SubmitAsync("a.xlsx", TestRecords.Centre(), TestRecords.Project(1));
        await BackupAsync();
        await SubmitAsync("b.xlsx", TestRecords.Project(2), TestRecords.Project(3));
        await SubmitAsync("c.xlsx", Changed(TestRecords.Project(1)), TestRecords.Project(4));
        await RestoreAsync();

        await SubmitAsync("d.xlsx", TestRecords.Project(5));

        AssertNotice(2);
        await AssertWholeAsync(submissions: 4, entries: 7);
        await SubmitAsync("e.xlsx", TestRecords.Project(6));
        Assert.DoesNotContain("khôi phục", _agent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submission_that_the_server_lost_in_its_middle_is_sent_again_from_there()
    {
        await SubmitAsync("a.xlsx", TestRecords.Centre());
        // The copy is made while the second submission is on its way.
        Task? copy = null;
        _agent.OnLine = line =>
        {
            if (line.Contains("/100", StringComparison.Ordinal)) copy ??= BackupAsync();
        };
        await SubmitAsync("b.xlsx", [.. Enumerable.Range(1, 100).Select(number => TestRecords.Project(number))]);
        _agent.OnLine = null;
        await copy!;
        await SubmitAsync("c.xlsx", Changed(TestRecords.Project(7)));
        await RestoreAsync();
        await using (var db = _server.OpenStore())
            Assert.InRange(await db.Submissions.MaxAsync(row => row.NextSequence), 2, 101);

        await SubmitAsync("d.xlsx", TestRecords.Project(101));

        AssertNotice(2);
        await AssertWholeAsync(submissions: 4, entries: 103);
    }

    [Fact]
    public async Task An_unfinished_file_goes_on_from_where_the_server_now_is()
    {
        await SubmitAsync("a.xlsx", TestRecords.Centre());
        await BackupAsync();
        using var stop = new CancellationTokenSource();
        _agent.Stop = stop.Token;
        _agent.OnLine = line => { if (line.Contains("/100", StringComparison.Ordinal)) stop.Cancel(); };
        var records = Enumerable.Range(1, 100).Select(number => TestRecords.Project(number)).ToArray();
        Assert.Equal(2, await _agent.RunAsync(_server.Address, "submit", _agent.Workbook("b.xlsx", records)));
        (_agent.Stop, _agent.OnLine) = (CancellationToken.None, null);
        await RestoreAsync();

        Assert.Equal(0, await _agent.RunAsync(_server.Address, "submit", _agent.FileAt("b.xlsx")));

        AssertNotice(1);
        await AssertWholeAsync(submissions: 2, entries: 101);
    }

    [Fact]
    public async Task What_was_acknowledged_of_a_file_that_was_given_up_comes_again_and_nothing_more()
    {
        await SubmitAsync("a.xlsx", TestRecords.Centre());
        await BackupAsync();
        using var stop = new CancellationTokenSource();
        _agent.Stop = stop.Token;
        _agent.OnLine = line => { if (line.Contains("/100", StringComparison.Ordinal)) stop.Cancel(); };
        await _agent.RunAsync(_server.Address, "submit", _agent.Workbook(
            "b.xlsx", [.. Enumerable.Range(1, 100).Select(number => TestRecords.Project(number))]));
        (_agent.Stop, _agent.OnLine) = (CancellationToken.None, null);
        long acknowledged;
        using (var outbox = OutboxFile.Open(_agent.Outbox, TimeProvider.System))
            acknowledged = outbox.Read(connection => connection.Query(
                "SELECT max(sequence) FROM result WHERE submission = 2", row => row.GetInt64(0)))[0];
        await RestoreAsync();

        // The clerk has thrown most rows out of the file since.
        await SubmitAsync("b.xlsx", TestRecords.Project(1));

        AssertNotice(1);
        await using var db = _server.OpenStore();
        Assert.Equal(acknowledged, await db.Set<Server.Records.ProjectRow>().CountAsync());
        await AssertWholeAsync(submissions: 3, entries: 1 + (int)acknowledged);
    }

    [Fact]
    public async Task Broken_off_while_it_sends_again_it_forgets_nothing()
    {
        await SubmitAsync("a.xlsx", TestRecords.Centre());
        await BackupAsync();
        await SubmitAsync("b.xlsx", TestRecords.Project(1));
        await SubmitAsync("c.xlsx", TestRecords.Project(2));
        await RestoreAsync();
        // The store takes the first of the two and refuses to create the second.
        await using (var db = _server.OpenStore())
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER full BEFORE INSERT ON submission WHEN (SELECT count(*) FROM submission) > 2 "
                + "BEGIN SELECT RAISE(ABORT, 'full'); END");
        _server.Log.Expect("full");
        var file = _agent.Workbook("d.xlsx", TestRecords.Project(3));
        Assert.Equal(2, await _agent.RunAsync(_server.Address, "submit", file));
        await using (var db = _server.OpenStore()) await db.Database.ExecuteSqlRawAsync("DROP TRIGGER full");

        Assert.Equal(0, await _agent.RunAsync(_server.Address, "submit", file));

        await AssertWholeAsync(submissions: 4, entries: 4);
    }

    [Fact]
    public async Task A_period_locked_meanwhile_is_said_and_what_waits_for_it_goes_when_it_is_open_again()
    {
        var work = new PeriodWork(_server);
        await BackupAsync();
        await SubmitAsync("a.xlsx", TestRecords.Centre());
        await RestoreAsync();
        await work.LockAsync();
        var correction = TestRecords.Project();
        correction.CorrectionReference = "45/CV-SCT";

        await _agent.RunAsync(_server.Address, "submit", _agent.Workbook("b.xlsx", correction));
        Assert.Contains(Messages.Shipping.NotSentAgain("2026-Q3").Vi, _agent.Output, StringComparison.Ordinal);
        await (await work.MinistryAsync()).ReopenPeriodAsync(new()
        {
            ProvinceCode = "08", ReportPeriod = "2026-Q3", Reason = "Gửi lại",
        });
        await SubmitAsync("c.xlsx", TestRecords.Project(2));

        await AssertWholeAsync(submissions: 3, entries: null);
        await using var db = _server.OpenStore();
        Assert.Single(db.Set<Server.Records.CentreRow>());
    }

    [Fact]
    public async Task What_another_sent_meanwhile_stays_newer()
    {
        await SubmitAsync("a.xlsx", TestRecords.Centre(), TestRecords.Project(1));
        await BackupAsync();
        await SubmitAsync("b.xlsx", Changed(TestRecords.Project(1)));
        await RestoreAsync();
        using var other = new AgentRun();
        await other.EnrolAsync(_server);
        var newest = TestRecords.Project(1);
        newest.Project.Address = "Thôn 9";
        Assert.Equal(0, await other.RunAsync(_server.Address, "submit", other.Workbook("o.xlsx", newest)));

        await SubmitAsync("c.xlsx", TestRecords.Project(2));

        AssertNotice(1);
        await using var db = _server.OpenStore();
        var stored = await db.Set<Server.Records.ProjectRow>().SingleAsync(
            row => row.RecordKey == "project/KC-08-2026-DP-0001");
        Assert.Equal("Thôn 9", ExchangeRecord.Parser.ParseFrom(stored.Payload).Project.Address);
    }

    private static ExchangeRecord Changed(ExchangeRecord record)
    {
        record.Project.Address = "Thôn 3";
        return record;
    }

    private async Task SubmitAsync(string name, params ExchangeRecord[] records)
    {
        File.Delete(_agent.FileAt(name));
        var code = await _agent.RunAsync(_server.Address, "submit", _agent.Workbook(name, records));
        Assert.True(code == 0, _agent.Output + _agent.Error);
    }

    private async Task BackupAsync() => Assert.Equal(0, await _operator.RunAsync("backup", _agent.FileAt("copy.db")));

    private async Task RestoreAsync()
    {
        await using (await _server.StoppedAsync())
            Assert.True(await _operator.RunAsync("restore", _agent.FileAt("copy.db")) == 0, _operator.Output);
    }

    private void AssertNotice(int submissions) => Assert.Contains(
        Messages.Shipping.ServerRestored(submissions).Vi, _agent.Output, StringComparison.Ordinal);

    /// <summary>Nothing lost, nothing doubled, and outbox and server say the same of every record.</summary>
    private async Task AssertWholeAsync(int submissions, int? entries)
    {
        Assert.True(await _operator.RunAsync("verify") == 0, _operator.Output);
        await using var db = _server.OpenStore();
        var atServer = (await db.Batches.Where(row => row.ProvinceCode == "08").ToListAsync())
            .SelectMany(row => PackedResults.Unpack(row.Results).Select((result, i) =>
                (row.SubmissionId, Sequence: row.FirstSequence + i, result.Outcome, result.Revision)));
        using var outbox = OutboxFile.Open(_agent.Outbox, TimeProvider.System);
        var here = outbox.Read(connection => connection.Query(
            "SELECT submission_id, sequence, answer FROM submission JOIN result ON submission = number",
            row => (row.GetString(0), row.GetInt64(1),
                RecordResult.Parser.ParseFrom((byte[])row.GetValue(2)) is var answer ? answer.Outcome : default,
                RecordResult.Parser.ParseFrom((byte[])row.GetValue(2)).Revision)));
        Assert.Equal(here.Order(), atServer.Order());
        Assert.Equal(submissions, await db.Submissions.CountAsync());
        if (entries is { } count)
            Assert.Equal(count, await db.Entries.CountAsync(row => row.ProvinceCode == "08" && row.Revision > 0));
        Assert.DoesNotContain(outbox.Read(connection => connection.Query(
            "SELECT state FROM submission", row => (OutboxState)row.GetInt32(0))),
            state => state is OutboxState.SealedLost or OutboxState.GivenUpLost);
    }
}
