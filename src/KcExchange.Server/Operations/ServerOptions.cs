using System.ComponentModel.DataAnnotations;
using KcExchange.Contracts.Records;

namespace KcExchange.Server.Operations;

/// <summary>
/// Every setting of the server with its default and unit. Set by appsettings.json, by the environment
/// (KCX_Storage__Provider=…) or on the command line (--Storage:Provider=…).
/// </summary>
internal sealed class ServerOptions
{
    /// <summary>Folder of database, keys and certificates; relative to the working directory.</summary>
    public string DataDirectory { get; set; } = Path.Combine("data", "server");

    /// <summary>Address to listen on. The default is reachable from this machine only.</summary>
    public string ListenAddress { get; set; } = "127.0.0.1";

    /// <summary>TCP port, 0 to 65535; 0 = any free one. TLS with client certificates, always.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 7443;

    public StorageOptions Storage { get; set; } = new();

    public LimitOptions Limits { get; set; } = new();
}

/// <summary>Where the ledger lives.</summary>
internal sealed class StorageOptions
{
    /// <summary>Sqlite (embedded default), SqlServer or Postgres.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>Connection string; empty with Sqlite = kcexchange.db in the data directory. Never logged.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Seconds to wait for a lock before STORE_BUSY, 1 to 60.</summary>
    [Range(1, 60)]
    public int LockTimeoutSeconds { get; set; } = 5;

    /// <summary>Seconds that one statement may take, 1 to 600; not with Sqlite.</summary>
    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 30;
}

/// <summary>Limits of the protocol (docs/PROTOCOL.md, "Limits"); announced in Opened.</summary>
internal sealed class LimitOptions
{
    /// <summary>Largest record, bytes.</summary>
    [Range(1024, RecordLimits.Bytes)]
    public int RecordBytes { get; set; } = RecordLimits.Bytes;

    /// <summary>Most records in a batch.</summary>
    [Range(1, 5000)]
    public int BatchRecords { get; set; } = 500;

    /// <summary>Largest batch, bytes of its records.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int BatchBytes { get; set; } = 1024 * 1024;

    /// <summary>Batches of a stream that wait for their answer before the server stops reading.</summary>
    [Range(1, 10_000)]
    public int UnansweredBatches { get; set; } = 256;

    /// <summary>Records of a stream that wait for their answer before the server stops reading.</summary>
    [Range(1, 1_000_000)]
    public int UnansweredRecords { get; set; } = 4000;

    /// <summary>Records, of all streams, that wait for their answer before the server stops reading.</summary>
    [Range(1, 1_000_000)]
    public int UnansweredRecordsInAll { get; set; } = 6000;

    /// <summary>Most records that share a commit.</summary>
    [Range(1, 100_000)]
    public int GroupRecords { get; set; } = 2000;

    /// <summary>Streams of one province on this replica.</summary>
    [Range(1, 1000)]
    public int StreamsPerProvince { get; set; } = 4;

    /// <summary>Unary calls of one province per minute on this replica.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerMinute { get; set; } = 3000;

    /// <summary>Seconds without any message that end a stream.</summary>
    [Range(2, 3600)]
    public int IdleSeconds { get; set; } = 60;

    /// <summary>Seconds of silence after which a client sends Ping.</summary>
    [Range(1, 3599)]
    public int PingSeconds { get; set; } = 15;

    /// <summary>Seconds that writing one answer may take before the call is aborted.</summary>
    [Range(1, 3600)]
    public int WriteSeconds { get; set; } = 60;

    /// <summary>Seconds after which a stream is drained.</summary>
    [Range(1, 24 * 60 * 60)]
    public int StreamAgeSeconds { get; set; } = 30 * 60;

    /// <summary>Seconds that a client may go on sending after Drain.</summary>
    [Range(1, 300)]
    public int DrainSeconds { get; set; } = 5;

    /// <summary>Seconds between two Rewinds while a client keeps sending beyond the gap.</summary>
    [Range(1, 300)]
    public int RewindRepeatSeconds { get; set; } = 5;

    /// <summary>Rewinds in a row, without a batch taken between, that end a stream.</summary>
    [Range(1, 10_000)]
    public int RewindsWithoutProgress { get; set; } = 20;

    /// <summary>Largest answer, bytes.</summary>
    [Range(64 * 1024, 4 * 1024 * 1024)]
    public int AnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>Findings of one record in an answer.</summary>
    [Range(1, RecordLimits.Findings)]
    public int FindingsPerRecordAnswered { get; set; } = 20;

    /// <summary>Findings of one record that are stored; one more says how many there were.</summary>
    [Range(1, RecordLimits.Findings)]
    public int FindingsPerRecordStored { get; set; } = RecordLimits.Findings;

    /// <summary>Seconds that a registered caller is remembered: a revocation takes this long at most.</summary>
    [Range(0, 3600)]
    public int CallerCacheSeconds { get; set; } = 15;

    /// <summary>Seconds between two looks for a new version of the reference data.</summary>
    [Range(0, 3600)]
    public int ReferenceSeconds { get; set; } = 5;
}
