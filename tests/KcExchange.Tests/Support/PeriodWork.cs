using KcExchange.Server.Access;
using KcExchange.V1;

namespace KcExchange.Tests.Support;

/// <summary>What tests of periods do again and again: deliver and seal, ask, lock.</summary>
internal sealed class PeriodWork(TestServer server)
{
    public const string Quarter = "2026-Q3";

    private readonly Dictionary<string, SubmissionService.SubmissionServiceClient> _senders = [];

    private PeriodService.PeriodServiceClient? _ministry;

    /// <summary>The service as an officer of the ministry calls it.</summary>
    public async Task<PeriodService.PeriodServiceClient> MinistryAsync() =>
        _ministry ??= new(server.Channel(await server.IssueAsync("00", Role.Officer)));

    /// <summary>The service as a submitter of a province calls it.</summary>
    public async Task<SubmissionService.SubmissionServiceClient> SenderAsync(string province = "08")
    {
        if (!_senders.TryGetValue(province, out var client))
            _senders[province] = client = await server.SubmitterAsync(province);
        return client;
    }

    /// <summary>Sends records in one submission and seals it.</summary>
    public async Task<BatchResult> DeliverAsync(params ExchangeRecord[] records) => await DeliverAsync("08", records);

    /// <summary>The same for another province.</summary>
    public async Task<BatchResult> DeliverAsync(string province, params ExchangeRecord[] records)
    {
        var client = await SenderAsync(province);
        var (stream, id) = await RawStream.OpenAsync(client);
        using (stream)
        {
            await stream.OpenedAsync();
            var result = new BatchResult();
            for (var i = 0; i < records.Length; i += 500)
                result.Results.Add((await stream.SubmitAsync(i + 1, records.Skip(i).Take(500))).Results);
            await client.SealSubmissionAsync(new() { SubmissionId = id, TotalRecords = records.Length });
            return result;
        }
    }

    /// <summary>A period as the ministry sees it.</summary>
    public async Task<GetPeriodResponse> GetAsync(
        string province = "08", string period = Quarter, bool refresh = false) =>
        await (await MinistryAsync()).GetPeriodAsync(
            new() { ProvinceCode = province, ReportPeriod = period, Refresh = refresh });

    /// <summary>Locks a period of a province.</summary>
    public async Task<Period> LockAsync(string province = "08", string period = Quarter, string reason = "Chốt số") =>
        (await (await MinistryAsync()).LockPeriodAsync(new()
        {
            ProvinceCode = province, ReportPeriod = period, Reason = reason,
            OfficialLetter = new OfficialLetter { Number = "12/CT-KC" },
        })).Period;

    /// <summary>A line of the whole province, which says that so much was disbursed.</summary>
    public static ExchangeRecord Total(long disbursed, long version = 1)
    {
        var record = TestRecords.Funding(1, version);
        (record.Funding.Scope, record.Funding.ProjectCode) = ("PROVINCE", "");
        (record.Funding.DisbursedAmount, record.Funding.AdvancedAmount) = (disbursed, 0);
        (record.Funding.AllocatedAmount, record.Funding.PlanAmount) =
            (Math.Max(disbursed, 200_000_000), Math.Max(disbursed, 200_000_000));
        return record;
    }

    /// <summary>The same record as another province would send it.</summary>
    public static ExchangeRecord Of(string province, ExchangeRecord record)
    {
        var other = record.Clone();
        other.ProvinceCode = province;
        if (other.Centre is { } centre)
            (centre.CentreCode, centre.CommuneCode) = (centre.CentreCode.Replace("-08-", $"-{province}-"), "00004");
        return other;
    }
}
