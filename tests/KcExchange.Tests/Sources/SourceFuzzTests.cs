using System.Text;
using KcExchange.Agent;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.Tests.Tidy;

namespace KcExchange.Tests.Sources;

/// <summary>
/// Bytes of good files are spoilt: whatever they become, a file is read or refused in one sentence, within seconds.
/// </summary>
public sealed class SourceFuzzTests : IDisposable
{
    private const int Seeds = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly AgentRun _agent = new();

    [Theory]
    [InlineData("tuyen-quang.xls")]
    [InlineData("tuyen-quang.xlsx")]
    [InlineData("password.xls")]
    [InlineData("table.ods")]
    [InlineData("sample.jsonl")]
    [InlineData("table.csv")]
    public void A_spoilt_file_is_read_or_refused_in_one_sentence(string name)
    {
        var good = Good(name);
        for (var seed = 0; seed < Seeds; seed++) Read(name, Spoil(good, seed), seed);
    }

    /// <summary>The checksum would catch nearly all of these: so the parts are spoilt, and packed again.</summary>
    [Fact]
    public void A_workbook_with_spoilt_parts_is_read_or_refused_in_one_sentence()
    {
        var good = Good("tuyen-quang.xlsx");
        for (var seed = 0; seed < Seeds; seed++) Read("parts.xlsx", SpoiltParts.Of(good, seed), seed);
    }

    /// <summary>What can be read must also be judged, and its result written, without a surprise.</summary>
    [Fact]
    public async Task A_spoilt_workbook_never_surprises_the_command()
    {
        var good = Good("tuyen-quang.xlsx");
        for (var seed = 0; seed < 30; seed++)
        {
            var path = _agent.FileAt($"{seed}.xlsx");
            await File.WriteAllBytesAsync(path, SpoiltParts.Of(good, 1000 + seed));
            await using var error = new StringWriter();

            var code = await AgentApp.RunAsync(
                ["check", path, "--outbox", _agent.Outbox], AgentTerminal.Plain(TextWriter.Null, error),
                TimeProvider.System, CancellationToken.None, _ => null);

            Assert.True(code is 0 or 1 or 2, $"{seed}: {code}");
            Assert.False(error.ToString().Contains("không lường trước", StringComparison.Ordinal),
                $"{seed}: {error}{(File.Exists(Path.Combine(_agent.Outbox, "agent.log")) ? _agent.Log : "")}");
        }
    }

    public void Dispose() => _agent.Dispose();

    private static byte[] Good(string name) => name switch
    {
        "sample.jsonl" => File.ReadAllBytes(Repository.Full("clients/python/sample.jsonl")),
        "table.csv" => Encoding.UTF8.GetBytes(CsvBook.Text(CsvBook.Table(
            RecordKinds.Funding, [.. Enumerable.Repeat(SampleRecords.Full(RecordKinds.Funding), 5)]), ';')),
        _ => File.ReadAllBytes(Repository.Full("tests/files/" + name)),
    };

    private void Read(string name, byte[] bytes, int seed)
    {
        var path = _agent.FileAt(name);
        File.WriteAllBytes(path, bytes);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            Assert.NotNull(SourceFormats.Read(path, ReadOptions.Default));
        }
        catch (SourceException refused)
        {
            Assert.EndsWith(".", refused.Sentence.En, StringComparison.Ordinal);
            Assert.NotEqual(refused.Sentence.Vi, refused.Sentence.En);
        }
        catch (Exception surprise)
        {
            throw new InvalidOperationException($"{name}, seed {seed}: {surprise.GetType()}", surprise);
        }
        Assert.True(watch.Elapsed < Longest, $"{name}, seed {seed}: {watch.Elapsed}");
    }

    /// <summary>Some bytes changed, a piece left out, doubled or cut off.</summary>
    private static byte[] Spoil(byte[] good, int seed)
    {
        var random = new Random(seed);
        var bytes = (byte[])good.Clone();
        for (var i = random.Next(1, 20); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        // Headers say most: every second file is also spoilt in its first 600 bytes.
        if (seed % 2 == 0) bytes[random.Next(Math.Min(600, bytes.Length))] ^= (byte)(1 << random.Next(8));
        var (from, to) = (random.Next(bytes.Length), random.Next(bytes.Length));
        if (from > to) (from, to) = (to, from);
        return (seed % 5) switch
        {
            0 => bytes[..to],
            1 => [.. bytes[..from], .. bytes[Math.Min(from + 64, to)..]],
            2 => [.. bytes[..from], .. bytes[from..Math.Min(from + 64, to)], .. bytes[from..]],
            _ => bytes,
        };
    }
}
