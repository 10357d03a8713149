using Microsoft.Extensions.Logging;

namespace KcExchange.Agent;

/// <summary>Every log message of the agent. Nothing per record; never the value of a field.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(1, LogLevel.Information, "{Command} {File}: agent {Version}, server {Server}, outbox {Outbox}")]
    internal static partial void Started(
        ILogger log, string command, string file, string version, string server, string outbox);

    [LoggerMessage(2, LogLevel.Information,
        "Submission {Submission}: stored {Records} records, version {SourceVersion}")]
    internal static partial void Stored(ILogger log, Guid submission, long records, long sourceVersion);

    [LoggerMessage(3, LogLevel.Information, "Submission {Submission}: resumed at {Done} of {Records} records")]
    internal static partial void Resumed(ILogger log, Guid submission, long done, long records);

    [LoggerMessage(4, LogLevel.Information,
        "Submission {Submission}: version raised to {SourceVersion}, the server knew a higher one")]
    internal static partial void Restamped(ILogger log, Guid submission, long sourceVersion);

    [LoggerMessage(5, LogLevel.Information,
        "Submission {Submission}: the server holds it as {State}; its rows go into a new one")]
    internal static partial void GivenUp(ILogger log, Guid submission, string state);

    [LoggerMessage(6, LogLevel.Information, "The server drains; connecting again in {Delay}")]
    internal static partial void Drained(ILogger log, TimeSpan delay);

    [LoggerMessage(7, LogLevel.Warning, "Attempt failed ({Failures} in a row), again in {Delay}: {Reason}")]
    internal static partial void Retrying(ILogger log, int failures, TimeSpan delay, string reason);

    [LoggerMessage(8, LogLevel.Information,
        "Submission {Submission}: sealed, position {Position}, rule set {RuleSet}, reference data {Reference}")]
    internal static partial void Sealed(ILogger log, Guid submission, long position, string ruleSet, string reference);

    [LoggerMessage(9, LogLevel.Error, "The receipt of submission {Submission} is not good")]
    internal static partial void ReceiptNotGood(ILogger log, Exception why, Guid submission);

    [LoggerMessage(10, LogLevel.Information, "Done with exit code {ExitCode}: {Total}")]
    internal static partial void Done(ILogger log, int exitCode, string total);

    [LoggerMessage(11, LogLevel.Warning, "Could not run: {Sentence}")]
    internal static partial void CouldNotRun(ILogger log, Exception why, string sentence);

    [LoggerMessage(13, LogLevel.Warning, "What was found on the periods as a whole could not be fetched")]
    internal static partial void PeriodsNotKnown(ILogger log, Exception why);

    [LoggerMessage(14, LogLevel.Information, "Reference data: {Before} replaced by {Now}")]
    internal static partial void ReferenceKept(ILogger log, string before, string now);

    [LoggerMessage(15, LogLevel.Warning, "Reference data could not be fetched")]
    internal static partial void ReferenceNotKept(ILogger log, Exception why);

    [LoggerMessage(16, LogLevel.Warning,
        "The server has lost {Submissions} submissions that it had acknowledged: they are sent again")]
    internal static partial void ServerRestored(ILogger log, int submissions);

    [LoggerMessage(17, LogLevel.Information,
        "Submission {Submission}: sent again through {Records}, {Known} of them the server still had")]
    internal static partial void SentAgain(ILogger log, Guid submission, long records, long known);

    [LoggerMessage(18, LogLevel.Warning, "Submission {Submission}: not sent again, its period {Period} is locked")]
    internal static partial void NotSentAgain(ILogger log, Guid submission, string period);

    [LoggerMessage(12, LogLevel.Critical, "Unexpected")]
    internal static partial void Unexpected(ILogger log, Exception what);
}
