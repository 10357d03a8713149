using System.Collections;
using KcExchange.Agent;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Agent;

public sealed class OutboxTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 10, 5, 3, 0, 0, TimeSpan.Zero);

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Start);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_power_failure_while_a_file_is_stored_leaves_nothing_of_it()
    {
        using var outbox = Open();
        var rows = new WatchedRows(Rows(1200), at: 700, () => CopyTo("after-the-failure"));

        outbox.Store(Origin(), Book(rows), rows, _time);

        using var afterwards = OutboxFile.Open(_folder.File("after-the-failure"), _time);
        Assert.Null(afterwards.FindUnfinished(Origin()));
        Assert.Equal(0, afterwards.Read(connection => connection.Query(
            "SELECT count(*) FROM record", reader => reader.GetInt32(0))[0]));
        Assert.NotNull(outbox.FindUnfinished(Origin()));
    }

    [Fact]
    public async Task A_power_failure_after_an_answer_loses_nothing_that_was_acknowledged()
    {
        using var outbox = Open();
        var rows = Rows(30);
        var submission = outbox.Store(Origin(), Book(rows), rows, _time);
        outbox.Settle(submission, Answers(1, 10));
        CopyTo("after-the-failure");
        outbox.Settle(submission, Answers(11, 20));

        using var afterwards = OutboxFile.Open(_folder.File("after-the-failure"), _time);
        var resumed = afterwards.FindUnfinished(Origin());

        Assert.Equal(submission with { Resumed = true }, resumed);
        Assert.Equal(10, afterwards.DeliveredThrough(resumed!));
        Assert.Equal(30, (await ReadAsync(afterwards, resumed!, 1)).Count);
        Assert.Equal(outbox.InstanceId, afterwards.InstanceId);
    }

    [Fact]
    public async Task Records_are_read_from_any_sequence_and_bear_the_version_of_their_reading()
    {
        using var outbox = Open();
        var rows = Rows(1200);
        var submission = outbox.Store(Origin(), Book(rows), rows, _time);

        var records = await ReadAsync(outbox, submission, 499);

        Assert.Equal(702, records.Count);
        Assert.Equal(Code(499), records[0].Centre.CentreCode);
        Assert.All(records, record => Assert.Equal(Start.ToUnixTimeMilliseconds(), record.SourceVersion));
    }

    [Fact]
    public void The_same_bytes_resume_and_other_bytes_replace()
    {
        using var outbox = Open();
        var rows = Rows(3);
        var first = outbox.Store(Origin(), Book(rows), rows, _time);

        Assert.Equal(first.Id, outbox.FindUnfinished(Origin())!.Id);
        Assert.Null(outbox.FindUnfinished(Origin() with { Server = "https://other/" }));
        Assert.Null(outbox.FindUnfinished(Origin() with { Caller = "another certificate" }));
        outbox.Store(Origin(hash: 2), Book(rows), rows, _time);
        Assert.Null(outbox.FindUnfinished(Origin()));
    }

    [Fact]
    public void A_sealed_submission_is_not_resumed_and_one_that_was_given_up_neither()
    {
        using var outbox = Open();
        var rows = Rows(3);
        outbox.Seal(outbox.Store(Origin(), Book(rows), rows, _time), new Receipt(), _time);
        Assert.Null(outbox.FindUnfinished(Origin()));

        outbox.GiveUp(outbox.Store(Origin(), Book(rows), rows, _time), _time);
        Assert.Null(outbox.FindUnfinished(Origin()));
    }

    [Fact]
    public void Versions_rise_though_the_clock_is_set_back_and_above_what_the_server_knows()
    {
        using var outbox = Open();
        var rows = Rows(1);
        var first = outbox.Store(Origin(), Book(rows), rows, _time);
        _time.AdjustTime(Start.AddYears(-1));
        var second = outbox.Store(Origin(hash: 2), Book(rows), rows, _time);
        var stamped = outbox.Restamp(second, serversHighest: first.SourceVersion + 1000);
        var third = outbox.Store(Origin(hash: 3), Book(rows), rows, _time);

        Assert.Equal(first.SourceVersion + 1, second.SourceVersion);
        Assert.Equal(first.SourceVersion + 1001, stamped.SourceVersion);
        Assert.Equal(first.SourceVersion + 1002, third.SourceVersion);
    }

    [Fact]
    public void A_second_agent_is_kept_out_with_a_sentence()
    {
        using var outbox = Open();

        var failure = Assert.Throws<OutboxException>(Open);

        Assert.Equal(Messages.Outbox.InUse(outbox.Folder), failure.Sentence);
    }

    [Fact]
    public void A_full_disk_is_said_and_nothing_is_half_stored()
    {
        using (var outbox = OutboxFile.Open(Folder, _time, maxPages: 40))
        {
            var rows = Rows(2000);
            var failure = Assert.Throws<OutboxException>(() => outbox.Store(Origin(), Book(rows), rows, _time));
            Assert.Equal(Messages.Outbox.DiskFull(outbox.Folder), failure.Sentence);
        }
        using var afterwards = Open();
        Assert.Null(afterwards.FindUnfinished(Origin()));
    }

    [Fact]
    public void A_damaged_a_foreign_and_an_unwritable_outbox_are_said()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "outbox.db"), new string('x', 5000));
        Assert.Equal(Messages.Outbox.Damaged(Folder), Assert.Throws<OutboxException>(Open).Sentence);

        File.WriteAllText(_folder.File("plain-file"), "");
        var below = _folder.File("plain-file") + "/outbox";
        var failure = Assert.Throws<OutboxException>(() => OutboxFile.Open(below, _time));
        Assert.Equal(Messages.Outbox.NotWritable(below), failure.Sentence);
    }

    [Fact]
    public void What_was_acknowledged_is_known_and_the_latest_state_counts()
    {
        using var outbox = Open();
        var rows = Rows(3);
        var first = outbox.Store(Origin(), Book(rows), rows, _time);
        outbox.Settle(first, [Answer(1, Outcome.Created), Answer(2, Outcome.Rejected), Answer(3, Outcome.Created)]);
        rows[2].Record.Operation = Operation.Delete;
        var second = outbox.Store(Origin(hash: 2), Book(rows), [rows[2]], _time);
        outbox.Settle(second, [Answer(1, Outcome.Deleted)]);

        var known = new KnownRecords { IsComplete = false };
        outbox.LoadAcknowledged("08", (_, _, _) => true, known);

        Assert.Single(known.WithCode(RecordKind.Centre, Code(1)));
        Assert.Empty(known.WithCode(RecordKind.Centre, Code(2)));
        Assert.Empty(known.WithCode(RecordKind.Centre, Code(3)));
        Assert.True(known.TryGet(RecordKind.Centre, $"centre/{Code(3)}/2026-Q3", out var gone) && gone.Deleted);
    }

    private string Folder => _folder.File("outbox");

    private OutboxFile Open() => OutboxFile.Open(Folder, _time);

    /// <summary>What a disk holds at a moment: a copy of the files is what a power failure leaves.</summary>
    private void CopyTo(string name)
    {
        Directory.CreateDirectory(_folder.File(name));
        foreach (var file in Directory.GetFiles(Folder, "outbox.db*"))
            File.Copy(file, Path.Combine(_folder.File(name), Path.GetFileName(file)));
    }

    private static async Task<List<ExchangeRecord>> ReadAsync(OutboxFile outbox, OutboxSubmission submission, long from)
    {
        var records = new List<ExchangeRecord>();
        await foreach (var record in new OutboxRecords(outbox, submission).ReadFrom(from, CancellationToken.None))
            records.Add(record);
        return records;
    }

    private static DeliveryOrigin Origin(byte hash = 1) => new("https://server/", "serial", "quy-3.xlsx", [hash]);

    private static SourceBook Book(IReadOnlyList<SourceRow> rows) => new("quy-3.xlsx", [1], "08", "2026-Q3", rows, []);

    private static string Code(int number) => $"KCT-08-{number:0000}";

    private static List<SourceRow> Rows(int count) => [.. Enumerable.Range(1, count).Select(number => new SourceRow(
        RecordKinds.Centre, TestRecords.Centre(Code(number), version: 0), [],
        new CellMap(new CellRef("Trung tâm", number + 1, 0))))];

    private static List<RecordResult> Answers(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(sequence => Answer(sequence, Outcome.Created))];

    private static RecordResult Answer(long sequence, Outcome outcome) =>
        new() { Sequence = sequence, Outcome = outcome, Revision = 1 };

    private sealed class WatchedRows(List<SourceRow> rows, int at, Action reached) : IReadOnlyList<SourceRow>
    {
        public int Count => rows.Count;

        public SourceRow this[int index]
        {
            get
            {
                if (index == at) reached();
                return rows[index];
            }
        }

        public IEnumerator<SourceRow> GetEnumerator() => rows.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
