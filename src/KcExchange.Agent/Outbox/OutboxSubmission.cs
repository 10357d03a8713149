using KcExchange.V1;

namespace KcExchange.Agent.Outbox;

/// <summary>Where a submission stands in the outbox.</summary>
internal enum OutboxState
{
    /// <summary>Stored; on its way or waiting for the next run.</summary>
    Shipping = 1,

    /// <summary>Sealed by the server.</summary>
    Sealed = 2,

    /// <summary>Given up: expired at the server, or replaced by a newer reading of the same file.</summary>
    GivenUp = 3,

    /// <summary>Sealed once, but lost by the server since: to be sent again.</summary>
    SealedLost = 4,

    /// <summary>Given up, and what was acknowledged of it lost by the server since: that is to be sent again.</summary>
    GivenUpLost = 5,
}

/// <summary>What makes two runs the same delivery: the bytes of the file, and from whom to whom.</summary>
/// <param name="Server">Address of the exchange.</param>
/// <param name="Caller">Serial number of the caller's certificate.</param>
/// <param name="FilePath">Full path of the file.</param>
/// <param name="FileSha256">Hash of its bytes.</param>
internal sealed record DeliveryOrigin(string Server, string Caller, string FilePath, byte[] FileSha256);

/// <summary>A submission as the outbox holds it.</summary>
/// <param name="Number">Key in the outbox.</param>
/// <param name="Id">Its id at the exchange.</param>
/// <param name="ReportPeriod">Period that the file states.</param>
/// <param name="SourceVersion">Version of all its records.</param>
/// <param name="TotalRecords">Records stored.</param>
/// <param name="Resumed">It was there before this run.</param>
internal sealed record OutboxSubmission(
    long Number, Guid Id, string ReportPeriod, long SourceVersion, long TotalRecords, bool Resumed);

/// <summary>What came back for one row of the file.</summary>
/// <param name="Sheet">Sheet.</param>
/// <param name="Row">Row from 1.</param>
/// <param name="Result">The server's answer.</param>
internal sealed record OutboxResult(string Sheet, int Row, RecordResult Result);
