using System.Net;

namespace KcExchange.Server.Operations;

/// <summary>
/// Every log message of the server. Never a value of a personal-data field; nothing per record at Information.
/// </summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information,
        "Listening on https://{Address}:{Port}, store {Provider}, rules {Rules}, reference data {Reference}")]
    public static partial void Listening(
        ILogger logger, string address, int port, string provider, string rules, string reference);

    [LoggerMessage(2, LogLevel.Information, "Stopping: {Streams} streams are drained")]
    public static partial void Stopping(ILogger logger, int streams);

    [LoggerMessage(10, LogLevel.Information,
        "Stream opened: {Caller} submission {Submission} instance {Instance} attempt {Attempt} from sequence {Next}")]
    public static partial void StreamOpened(
        ILogger logger, string caller, string submission, string instance, long attempt, long next);

    [LoggerMessage(11, LogLevel.Information,
        "Stream ended: {Caller} submission {Submission} acknowledged through {Through}: {Why}")]
    public static partial void StreamEnded(ILogger logger, string caller, string submission, long through, string why);

    [LoggerMessage(12, LogLevel.Debug,
        "Batch committed: {Province} {Submission} {First}+{Count}, {Replayed} replayed, {Findings} findings")]
    public static partial void BatchCommitted(
        ILogger logger, string province, string submission, long first, int count, int replayed, long findings);

    [LoggerMessage(13, LogLevel.Information,
        "Submission sealed: {Province} {Submission} with {Records} records at position {Position}")]
    public static partial void Sealed(ILogger logger, string province, string submission, long records, long position);

    [LoggerMessage(14, LogLevel.Information, "{Caller} has {Records} records judged without storing them")]
    public static partial void Validating(ILogger logger, string caller, int records);

    [LoggerMessage(15, LogLevel.Information,
        "Periods judged: {Province} {Periods}, {Findings} open findings, {Opened} of them new, {Closed} closed")]
    public static partial void PeriodsJudged(
        ILogger logger, string province, int periods, int findings, int opened, int closed);

    [LoggerMessage(16, LogLevel.Information, "Period {Period} of {Province} is {State} by {Caller}")]
    public static partial void PeriodChanged(
        ILogger logger, string period, string province, string state, string caller);

    [LoggerMessage(27, LogLevel.Warning,
        "The store was {Fault} while {Batches} batches were committed: they are run again, what took place is found")]
    public static partial void CommitRepeated(ILogger logger, string fault, int batches);

    [LoggerMessage(25, LogLevel.Error,
        "The periods of {Province} were not judged after a seal; the next seal or request does it")]
    public static partial void PeriodsNotJudged(ILogger logger, Exception exception, string province);

    [LoggerMessage(17, LogLevel.Information,
        "Reference data changed from {Before} to {Now}; rules {Rules} from the next batch on")]
    public static partial void ReferenceChanged(ILogger logger, string before, string now, string rules);

    [LoggerMessage(26, LogLevel.Error,
        "A version of the reference data was loaded that this release cannot read; judging goes on with {Version}")]
    public static partial void ReferenceUnreadable(ILogger logger, Exception exception, string version);

    [LoggerMessage(27, LogLevel.Information, "Anchor of all ledgers written to {File}; keep a copy elsewhere")]
    public static partial void AnchorWritten(ILogger logger, string file);

    [LoggerMessage(28, LogLevel.Warning, "The day's anchor was not written; it is tried again in an hour")]
    public static partial void AnchorNotWritten(ILogger logger, Exception exception);

    [LoggerMessage(20, LogLevel.Warning, "Call refused: {Method} from {Remote} as {Caller}: {Reason}")]
    public static partial void Refused(ILogger logger, string method, IPAddress? remote, string caller, string reason);

    [LoggerMessage(21, LogLevel.Error, "Call failed by a fault of the server: {Method} request {RequestId}")]
    public static partial void Failed(ILogger logger, Exception exception, string method, string requestId);

    [LoggerMessage(22, LogLevel.Warning, "The store is {Fault}: {Method}: {Detail}")]
    public static partial void StoreFailed(ILogger logger, string fault, string method, string detail);

    [LoggerMessage(
        28, LogLevel.Error,
        "Call failed by a fault of the server: {Method} request {RequestId}: a statement was refused: {Detail}\n{At}")]
    public static partial void StoreRefused(
        ILogger logger, string method, string requestId, string detail, string at);

    [LoggerMessage(
        23, LogLevel.Error,
        "The store refused record {Sequence} of {Province} {Submission}; request {RequestId}: {Detail}")]
    public static partial void RecordRefusedByStore(
        ILogger logger, long sequence, string province, string submission, string requestId, string detail);

    [LoggerMessage(24, LogLevel.Warning, "Call broken off: {Method} request {RequestId}")]
    public static partial void Broken(ILogger logger, Exception exception, string method, string requestId);
}
