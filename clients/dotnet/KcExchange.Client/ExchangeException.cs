using Grpc.Core;
using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// A call that failed. Bad data never fails a call: it is an outcome with findings. The subclasses say what a caller
/// can do; this class itself is thrown where only the makers of client or server can (FRAME_INVALID, REQUEST_INVALID,
/// NOT_YET, CONTRACT_UNSUPPORTED, INTERNAL …).
/// </summary>
public class ExchangeException : Exception
{
    /// <summary>Makes the exception of a failed call.</summary>
    /// <param name="failure">What the exchange or the transport said.</param>
    /// <param name="inner">What the transport threw.</param>
    public ExchangeException(ExchangeFailure failure, Exception? inner = null)
        : base(failure?.Message, inner) => Failure = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>All that was said about the failure.</summary>
    public ExchangeFailure Failure { get; }

    /// <summary>Reason of the exchange; unspecified when the failure is not its own (network, crash).</summary>
    public ErrorReason Reason => Failure.Reason;

    /// <summary>gRPC status.</summary>
    public StatusCode StatusCode => Failure.StatusCode;

    /// <summary>Delay after which the same call may succeed; null: none was given.</summary>
    public TimeSpan? RetryAfter => Failure.RetryAfter;

    /// <summary>Id under which the server's log has the failure; empty when none was given.</summary>
    public string RequestId => Failure.Metadata.GetValueOrDefault("request_id", "");
}

/// <summary>What a failed call said.</summary>
/// <param name="Reason">Reason of the exchange; unspecified when there was no ErrorInfo of domain "kcexchange".</param>
/// <param name="StatusCode">gRPC status.</param>
/// <param name="RetryAfter">Delay of RetryInfo; null: none.</param>
/// <param name="Message">Text for a log, English.</param>
/// <param name="Metadata">Metadata of ErrorInfo: "instance_id", "request_id" …</param>
public sealed record ExchangeFailure(
    ErrorReason Reason, StatusCode StatusCode, TimeSpan? RetryAfter, string Message,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>A failure that this client found itself.</summary>
    /// <param name="status">Status that comes nearest.</param>
    /// <param name="message">Text for a log, English.</param>
    internal static ExchangeFailure Local(StatusCode status, string message) =>
        new(ErrorReason.Unspecified, status, null, message, new Dictionary<string, string>());
}

/// <summary>
/// The exchange does not know the caller (CREDENTIAL_MISSING, CREDENTIAL_UNKNOWN, CREDENTIAL_REVOKED): another
/// certificate is needed.
/// </summary>
/// <param name="failure">What was said.</param>
/// <param name="inner">What the transport threw.</param>
public sealed class CredentialException(ExchangeFailure failure, Exception? inner = null)
    : ExchangeException(failure, inner);

/// <summary>The caller may not do this (ROLE_NOT_ALLOWED, PROVINCE_NOT_ALLOWED): the ministry grants roles.</summary>
/// <param name="failure">What was said.</param>
/// <param name="inner">What the transport threw.</param>
public sealed class NotAllowedException(ExchangeFailure failure, Exception? inner = null)
    : ExchangeException(failure, inner);

/// <summary>
/// The submission is not in a state for this call (STATE_NOT_ALLOWED, COUNT_MISMATCH, PERIOD_LOCKED,
/// SUBMISSION_NOT_FOUND, SUBMISSION_FULL, SEQUENCE_REUSED, SUBMISSION_ID_REUSED): look at it with
/// <see cref="SubmissionClient.GetAsync"/>; mostly the cure is a new submission.
/// </summary>
/// <param name="failure">What was said.</param>
/// <param name="inner">What the transport threw.</param>
public sealed class SubmissionStateException(ExchangeFailure failure, Exception? inner = null)
    : ExchangeException(failure, inner);

/// <summary>
/// Another installation took the submission over (STREAM_SUPERSEDED). The own one opens again by itself.
/// </summary>
/// <param name="failure">What was said.</param>
/// <param name="inner">What the transport threw.</param>
public sealed class SupersededException(ExchangeFailure failure, Exception? inner = null)
    : ExchangeException(failure, inner)
{
    /// <summary>The installation that took over; empty when the server did not say.</summary>
    public string InstanceId => Failure.Metadata.GetValueOrDefault("instance_id", "");
}

/// <summary>
/// The exchange or the way to it is not available now (DRAINING, STORE_BUSY, STORE_UNAVAILABLE, QUOTA_EXCEEDED,
/// network,
/// proxy, crash). The SDK has tried as often as its settings allow; what was acknowledged stays; try again later.
/// </summary>
/// <param name="failure">What was said.</param>
/// <param name="inner">What the transport threw.</param>
public sealed class TransientExchangeException(ExchangeFailure failure, Exception? inner = null)
    : ExchangeException(failure, inner);

/// <summary>
/// The server that answered is not vouched for by a trusted authority, or its certificate is for another host, or out
/// of date. Nothing was sent. Never retried.
/// </summary>
/// <param name="address">Address.</param>
/// <param name="problem">What the check found, e.g. "RemoteCertificateChainErrors, UntrustedRoot".</param>
/// <param name="inner">What the transport threw.</param>
public sealed class ServerNotTrustedException(Uri address, string problem, Exception? inner = null)
    : ExchangeException(
        ExchangeFailure.Local(StatusCode.Unavailable, $"The certificate of {address} is not trusted: {problem}."),
        inner)
{
    /// <summary>What the check found, e.g. "RemoteCertificateNameMismatch".</summary>
    public string Problem { get; } = problem;
}

/// <summary>One record alone is larger than a batch may be; it can't be sent. Never retried.</summary>
/// <param name="sequence">Its sequence.</param>
/// <param name="bytes">Its size, serialised.</param>
/// <param name="inner">What the transport threw.</param>
public sealed class RecordTooLargeException(long sequence, int bytes, Exception? inner = null)
    : ExchangeException(
        ExchangeFailure.Local(StatusCode.ResourceExhausted, $"Record {sequence} of {bytes} bytes fits into no batch."),
        inner)
{
    /// <summary>Sequence of the record.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Its size in bytes, serialised.</summary>
    public int Bytes { get; } = bytes;
}

/// <summary>The server answered against the contract (a result too few, …). Never retried.</summary>
/// <param name="message">What is wrong, English.</param>
public sealed class ContractBrokenException(string message)
    : ExchangeException(ExchangeFailure.Local(StatusCode.Internal, message));
