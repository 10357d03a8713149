using System.Text.RegularExpressions;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Submissions;

/// <summary>A batch costs two queries per kind, states and contents, however many records it has.</summary>
public sealed class QueryCountTests
{
    [Theory]
    [Stores]
    public async Task A_batch_reads_each_kind_twice_with_the_earlier_periods_of_all_its_records(Store store)
    {
        // The clock stands still: what the server does now and then is not counted.
        await using var server = await TestServer.StartAsync(
            time: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, Records("2026-Q2", 1, 100, staff: 60));
        using var commands = new CountedCommands(server);

        var one = await stream.SubmitAsync(301, Records("2026-Q3", 1, 1));
        var ofOne = commands.Take();
        var many = await stream.SubmitAsync(304, Records("2026-Q3", 2, 99));
        var ofMany = commands.Take();

        // Of projects once more: after unchanged ones the search for double support asks which are unchanged again.
        Assert.All(RecordKinds.All, kind => Assert.Equal(
            (2, kind == RecordKinds.Project ? 3 : 2), (Reads(ofOne, kind), Reads(ofMany, kind))));
        Assert.Equal(ofOne.Count(IsRead), ofMany.Count(IsRead));
        // The earlier quarter was read of each: 20 persons after 60 are noticed, and nothing else.
        Assert.All(new[] { one, many }, answer => Assert.All(answer.Results, result => Assert.Equal(
            answer.Results.Count / 3 >= result.Sequence - answer.Results[0].Sequence + 1 ? ["KC-CEN-013"] : [],
            result.Findings.Select(finding => finding.RuleId))));
        stream.Dispose();
    }

    private static List<ExchangeRecord> Records(string period, int first, int count, int staff = 20)
    {
        var numbers = Enumerable.Range(first, count).ToList();
        return
        [
            .. numbers.Select(number => Centre(number, period, staff)),
            .. numbers.Select(number => TestRecords.Project(number, centre: Code(1))),
            .. numbers.Select(number => TestRecords.Funding(number, period: period)),
        ];
    }

    private static ExchangeRecord Centre(int number, string period, int staff)
    {
        var record = TestRecords.Centre(Code(number));
        record.ReportPeriod = period;
        record.Centre.StaffTotal = staff;
        record.Centre.StaffPublic = staff - 5;
        record.Centre.StaffByQualification[0].Count = staff - 4;
        return record;
    }

    private static string Code(int number) => $"KCT-08-{number - 1:00}";

    private static bool IsRead(string command) => command.StartsWith("SELECT", StringComparison.Ordinal);

    private static int Reads(IReadOnlyList<string> commands, KindDefinition kind) => commands.Count(command =>
        IsRead(command) && Regex.IsMatch(command, $"""FROM ["\[]?{kind.Name}\b"""));
}
