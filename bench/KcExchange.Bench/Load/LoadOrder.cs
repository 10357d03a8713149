namespace KcExchange.Bench.Load;

/// <summary>What the client process is to send, to a server that is there.</summary>
internal sealed record LoadOrder
{
    /// <summary>Port of the server.</summary>
    public required int Port { get; init; }

    /// <summary>Folder with the certificates of authority and callers.</summary>
    public required string Pki { get; init; }

    /// <summary>Number of the first record of each province.</summary>
    public int First { get; init; }

    /// <summary>Records of each province; 0 = streams that stay idle.</summary>
    public int Count { get; init; }

    public long Version { get; init; } = 1;

    /// <summary>The content is another than that of earlier versions.</summary>
    public bool Changed { get; init; }

    public int RecordsPerMessage { get; init; } = LoadRecords.Batch;

    /// <summary>Batches of a stream that wait for their answer; 0 = as many as the server announces.</summary>
    public int Window { get; init; }

    /// <summary>Streams of each province, each with its submission; more than one only where they stay idle.</summary>
    public int Streams { get; init; } = 1;

    /// <summary>Records of all provinces.</summary>
    public int Records => Count * LoadRecords.Provinces.Count;
}

/// <summary>What the client saw.</summary>
internal sealed record LoadReport
{
    /// <summary>From the first batch sent to the last acknowledged.</summary>
    public double Seconds { get; init; }

    /// <summary>Processor seconds of the client in that time.</summary>
    public double CpuSeconds { get; init; }

    public double MedianAckMilliseconds { get; init; }

    public double P99AckMilliseconds { get; init; }

    /// <summary>The submissions that were made.</summary>
    public IReadOnlyList<string> Submissions { get; init; } = [];

    public long Created { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    /// <summary>Findings by rule.</summary>
    public Dictionary<string, long> Rules { get; init; } = [];
}
