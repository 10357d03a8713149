using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Demo.Samples;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Generated;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Parity;

/// <summary>Check and server say the same; what the check cannot know it names, record by record.</summary>
public sealed class SameVerdictTests(ITestOutputHelper output)
{
    private const int Generated = 20_000;
    private const ulong Seed = 2026_11_23;

    [Fact]
    public async Task Twenty_thousand_generated_records_have_the_same_findings_offline_and_online()
    {
        await using var server = await TestServer.StartAsync(time: At(new(2026, 11, 23)));
        using var both = await TwoVerdicts.OfAsync(server, "08");
        var comparison = new Comparison();
        var first = GeneratedRecords.First(Seed, Generated / 2);
        await CompareAsync(both, comparison, Book(first));
        await CompareAsync(both, comparison, Book(GeneratedRecords.Later(Seed + 9, first)));
        Show(comparison);
        Assert.Equal(Generated, comparison.Records);
        Assert.True(comparison.Findings > 10_000, $"Only {comparison.Findings} findings were compared.");
    }

    [Fact]
    public async Task The_sample_workbooks_have_the_same_findings_offline_and_online()
    {
        await using var server = await TestServer.StartAsync(time: At(new(2026, 11, 23)));
        using var folder = new TestFolder();
        var comparison = new Comparison();
        foreach (var path in SampleWorkbooks.Make(folder.Path, rows: null))
        {
            var mapping = Path.ChangeExtension(path, ".anh-xa.yaml");
            var book = SourceFormats.Read(
                path, ReadOptions.Default with { Mapping = File.Exists(mapping) ? mapping : "" });
            using var both = await TwoVerdicts.OfAsync(server, book.ProvinceCode);
            await CompareAsync(both, comparison, book);
        }
        Show(comparison);
        Assert.True(comparison.Findings > 10, $"Only {comparison.Findings} findings were compared.");
    }

    [Fact]
    public async Task The_corpus_has_the_same_findings_offline_and_online()
    {
        var time = new SetTime();
        await using var server = await TestServer.StartAsync(time: time);
        var (comparison, senders) = (new Comparison(), new Dictionary<string, TwoVerdicts>());
        foreach (var at in Corpus.All.Where(CanBeRead))
        {
            if (!senders.TryGetValue(at.Sender, out var both))
                senders[at.Sender] = both = await TwoVerdicts.OfAsync(server, at.Sender);
            time.Set(at.Today);
            await ForgetAsync(server, both);
            // The agent reads a file: what was stored before came with another one.
            var stored = at.Steps.Where(step => step.Role == CorpusRole.Stored).Select(step => step.Record).ToList();
            var isOneFile = stored.DistinctBy(record => RecordKinds.Of(record)!.Key(record)).Count() == stored.Count;
            foreach (var file in stored.Chunk(isOneFile ? Math.Max(stored.Count, 1) : 1))
                await both.SendAsync(Book(at.Sender, file));
            var steps = at.Steps.Where(step => step.Role != CorpusRole.Stored).Select(step => step.Record).ToList();
            if (at.Steps.All(step => step.Role == CorpusRole.Test))
                foreach (var record in steps) await CompareAsync(both, comparison, Book(at.Sender, record));
            else await CompareAsync(both, comparison, Book(at.Sender, [.. steps]));
        }
        foreach (var both in senders.Values) both.Dispose();
        Show(comparison);
        Assert.True(comparison.Findings > 300, $"Only {comparison.Findings} findings were compared.");
    }

    /// <summary>
    /// A file has no row without a kind and none of another province, and no store refuses anything here (KC-SYS-009).
    /// </summary>
    private static bool CanBeRead(CorpusCase at) =>
        at is { Only: not "engine", Offline: false, Sender.Length: > 0, Rule: not "KC-SYS-009" }
        && at.Steps.All(step => RecordKinds.Of(step.Record) is not null && step.Sender.Length == 0);

    /// <summary>Records as if read from a file.</summary>
    private static SourceBook Book(string province, params IReadOnlyList<ExchangeRecord> records) => new(
        "corpus", [], province, "",
        [.. records.Select((record, i) =>
            new SourceRow(RecordKinds.Of(record)!, record.Clone(), [], new CellMap(new CellRef("corpus", i + 1, 0))))],
        []);

    private static async Task ForgetAsync(TestServer server, TwoVerdicts both)
    {
        both.ForgetOutbox();
        await using var db = server.OpenStore();
        await db.Database.ExecuteSqlRawAsync(
            "DELETE FROM centre; DELETE FROM project; DELETE FROM funding; DELETE FROM finding; "
            + "DELETE FROM project_beneficiary;");
    }

    private static async Task CompareAsync(TwoVerdicts both, Comparison comparison, SourceBook book)
    {
        var offline = both.Check(book);
        comparison.Add(offline, await both.SendAsync(book));
    }

    private void Show(Comparison comparison)
    {
        output.WriteLine($"{comparison.Records} records, {comparison.Findings} findings, "
            + $"{comparison.WithProviso} with a proviso; undecided: "
            + string.Join(", ", comparison.Undecided.Select(rule => $"{rule.Key} {rule.Value}")) + "; found later: "
            + string.Join(", ", comparison.FoundLater.Select(rule => $"{rule.Key} {rule.Value}")));
        Assert.True(comparison.Differences.Count == 0, string.Join('\n', comparison.Differences));
    }

    /// <summary>The records as a file of JSON lines, read as the agent reads it.</summary>
    private static SourceBook Book(IReadOnlyList<ExchangeRecord> records)
    {
        using var folder = new TestFolder();
        var path = folder.File("records.jsonl");
        File.WriteAllLines(path, records.Select(record => Google.Protobuf.JsonFormatter.Default.Format(record)));
        return SourceFormats.Read(path, ReadOptions.Default);
    }

    private static SetTime At(DateOnly day)
    {
        var time = new SetTime();
        time.Set(day);
        return time;
    }
}
