using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Tests.Client;

/// <summary>One submission of a test: its records, and the results that came back.</summary>
internal sealed class SubmissionRun
{
    internal static readonly Guid Instance = Guid.Parse("01890000-0000-7000-8000-000000000001");

    internal SubmissionRun(int records) =>
        Records = [.. Enumerable.Range(1, records).Select(Record)];

    internal List<ExchangeRecord> Records { get; }

    /// <summary>Sequences of the results, as they were delivered.</summary>
    internal List<long> Delivered { get; } = [];

    internal List<RetryNotice> Retries { get; } = [];

    internal RetrySettings Retry { get; init; } = new() { BaseDelay = TimeSpan.Zero };

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Is called with each answer before it counts as delivered.</summary>
    internal Action<BatchResult>? OnResult { get; init; }

    internal SubmissionDescription Description { get; init; } = new()
    {
        SubmissionId = Guid.Parse("01890000-0000-7000-8000-00000000000a"), InstanceId = Instance, Agent = "test/1",
    };

    internal async Task<long> ShipAsync(ExchangeConnection connection, IRecordSource? source = null)
    {
        var options = new SubmissionClientOptions { Retry = Retry, OnRetry = Retries.Add };
        return await new SubmissionClient(connection, options, Time).SubmitAsync(
            Description with { DeliveredThrough = Delivered.LastOrDefault() },
            source ?? new RecordList(Records), Take, TestContext.Current.CancellationToken);
    }

    internal void AssertNothingLostOrDoubled(ScriptedExchange exchange)
    {
        Assert.Equal(Records, exchange.Stored);
        Assert.Equal(Enumerable.Range(1, Records.Count).Select(i => (long)i), Delivered);
    }

    private ValueTask Take(BatchResult batch, CancellationToken cancellation)
    {
        OnResult?.Invoke(batch);
        Delivered.AddRange(batch.Results.Select(result => result.Sequence));
        return default;
    }

    private static ExchangeRecord Record(int number) => new()
    {
        SourceVersion = 1, ProvinceCode = "08", Centre = new Centre { CentreCode = $"KCT-08-{number}" },
    };
}
