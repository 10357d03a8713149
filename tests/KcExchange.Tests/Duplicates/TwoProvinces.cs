using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Duplicates;

/// <summary>
/// Tuyên Quang (08) and Bắc Ninh (24) on one server, whose clock stands still: second looks run when asked.
/// </summary>
internal sealed class TwoProvinces : IAsyncDisposable
{
    private TwoProvinces(TestServer server, FakeTimeProvider time) => (Server, Time) = (server, time);

    public TestServer Server { get; }

    public FakeTimeProvider Time { get; }

    public SubmissionService.SubmissionServiceClient Own { get; private set; } = null!;

    public SubmissionService.SubmissionServiceClient Other { get; private set; } = null!;

    public static async Task<TwoProvinces> StartAsync(Store store = Store.Sqlite)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero));
        var two = new TwoProvinces(await TestServer.StartAsync(time: time, store: store), time);
        two.Own = await two.Server.SubmitterAsync("08");
        two.Other = await two.Server.SubmitterAsync("24");
        return two;
    }

    /// <summary>A project of Tuyên Quang without a centre.</summary>
    public static ExchangeRecord OwnProject(int number = 1, long version = 1) =>
        Change(TestRecords.Project(number, version), project => project.CentreCode = "");

    /// <summary>A project of Bắc Ninh that supports the beneficiary of Tuyên Quang's with the same number.</summary>
    public static ExchangeRecord OtherProject(int number = 1, long version = 1)
    {
        var record = Change(OwnProject(number, version), project =>
        {
            project.ProjectCode = $"KC-24-2026-DP-{number:0000}";
            project.CommuneCode = "07246";
        });
        record.ProvinceCode = "24";
        record.SubmitterUnit = "Sở Công Thương tỉnh Bắc Ninh";
        return record;
    }

    public static ExchangeRecord Change(ExchangeRecord record, Action<Project> change)
    {
        change(record.Project);
        return record;
    }

    /// <summary>Sends records as one batch of a submission of their own.</summary>
    public static async Task<(BatchResult Result, string Submission)> SendAsync(
        SubmissionService.SubmissionServiceClient client, params ExchangeRecord[] records)
    {
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        var result = await stream.SubmitAsync(1, records);
        stream.Dispose();
        return (result, id);
    }

    /// <summary>A batch that waits for its commit.</summary>
    public static async Task<BatchJob> PreparedAsync(
        WebApplication app, SubmissionService.SubmissionServiceClient client, params ExchangeRecord[] records)
    {
        var province = records[0].ProvinceCode;
        var id = RawStream.NewId();
        await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        var batch = Batch.Prepare(
            province, id, 1, records, app.Services.GetRequiredService<CurrentBook>().Now, new LimitOptions());
        return new BatchJob(batch, "test", _ => { });
    }

    public Task LookAgainAsync(params string[] provinces) =>
        Server.App.Services.GetRequiredService<DuplicateRecheck>().RunAsync(provinces, default);

    public Task WriteAuditAsync() => Server.App.Services.GetRequiredService<AuditWriter>().FlushAsync();

    public ExchangeDb OpenStore() => Server.OpenStore();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What findings say, in short.</summary>
internal static class FindingTexts
{
    public static IEnumerable<string> Rules(this RecordResult result) =>
        result.Findings.Select(finding => finding.RuleId);

    public static string Others(this Finding finding) =>
        finding.Parameters.Single(parameter => parameter.Name == "others").Value;
}
