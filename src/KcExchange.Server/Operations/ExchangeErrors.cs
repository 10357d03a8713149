using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Server.Operations;

/// <summary>
/// Every failed call, on one page (docs/PROTOCOL.md, "Calls that fail"). Each carries ErrorInfo; RetryInfo beside it
/// means that the same call may succeed after that delay.
/// </summary>
internal static class ExchangeErrors
{
    public const string Domain = "kcexchange";

    private const int LongestMessage = 500;

    public static RpcException CredentialMissing() => Make(
        StatusCode.Unauthenticated, ErrorReason.CredentialMissing, "No client certificate was shown.");

    public static RpcException CredentialUnknown(string message) => Make(
        StatusCode.Unauthenticated, ErrorReason.CredentialUnknown, message);

    public static RpcException CredentialRevoked() => Make(
        StatusCode.Unauthenticated, ErrorReason.CredentialRevoked, "The certificate was revoked.");

    public static RpcException RoleNotAllowed(string method) => Make(
        StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, $"None of the caller's roles may call {method}.");

    public static RpcException ProvinceNotAllowed(string province) => Make(
        StatusCode.PermissionDenied, ErrorReason.ProvinceNotAllowed, $"The caller may not touch province {province}.");

    public static RpcException SubmissionNotFound(string id) => Make(
        StatusCode.NotFound, ErrorReason.SubmissionNotFound, $"There is no submission {id} of this province.");

    public static RpcException ResourceNotFound(string message) => Make(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, message);

    public static RpcException StateNotAllowed(SubmissionState state) => Make(
        StatusCode.FailedPrecondition, ErrorReason.StateNotAllowed,
        $"The submission is {state}; only an open one takes this call.", ("state", state.ToString()));

    public static RpcException PeriodLocked(string period) => Make(
        StatusCode.FailedPrecondition, ErrorReason.PeriodLocked,
        $"The ministry has locked period {period}; send corrections in a submission that names no period.",
        ("report_period", period));

    public static RpcException CountMismatch(string message) => Make(
        StatusCode.FailedPrecondition, ErrorReason.CountMismatch, message);

    public static RpcException FrameInvalid(string message) => Make(
        StatusCode.InvalidArgument, ErrorReason.FrameInvalid, message);

    public static RpcException RequestInvalid(string message) => Make(
        StatusCode.InvalidArgument, ErrorReason.RequestInvalid, message);

    public static RpcException CursorInvalid() => Make(
        StatusCode.InvalidArgument, ErrorReason.CursorInvalid, "The page token is not of this caller and request.");

    public static RpcException SequenceReused(long sequence) => Make(
        StatusCode.AlreadyExists, ErrorReason.SequenceReused,
        $"Sequence {sequence} was sent before with other content.", ("sequence", $"{sequence}"));

    public static RpcException SubmissionIdReused(string id) => Make(
        StatusCode.AlreadyExists, ErrorReason.SubmissionIdReused,
        $"Submission {id} was created before with another body.");

    public static RpcException StreamSuperseded(string winner) => Make(
        StatusCode.Aborted, ErrorReason.StreamSuperseded,
        $"A newer stream of instance {winner} holds this submission.", ("instance_id", winner));

    public static RpcException QuotaExceeded(string message, TimeSpan retryAfter) => Make(
        StatusCode.ResourceExhausted, ErrorReason.QuotaExceeded, message, retryAfter);

    public static RpcException Draining(TimeSpan retryAfter) => Make(
        StatusCode.Unavailable, ErrorReason.Draining, "The stream is drained; connect again.", retryAfter);

    public static RpcException StoreUnavailable() => Make(
        StatusCode.Unavailable, ErrorReason.StoreUnavailable, "The store is away; nothing was lost.",
        TimeSpan.FromSeconds(5));

    public static RpcException StoreBusy() => Make(
        StatusCode.Unavailable, ErrorReason.StoreBusy, "The store is busy; nothing was lost.", TimeSpan.FromSeconds(2));

    public static RpcException NotYet(string what) => Make(
        StatusCode.Unimplemented, ErrorReason.NotYet, $"{what} is not served yet.");

    public static RpcException Internal(string requestId) => Make(
        StatusCode.Internal, ErrorReason.Internal, $"A fault of the server; request {requestId}.",
        ("request_id", requestId));

    private static RpcException Make(
        StatusCode code, ErrorReason reason, string message, params (string Key, string Value)[] metadata) =>
        Make(code, reason, message, null, metadata);

    private static RpcException Make(
        StatusCode code, ErrorReason reason, string message, TimeSpan? retryAfter,
        params (string Key, string Value)[] metadata)
    {
        // Some messages quote the request: the status travels in headers, which must stay small.
        message = ParameterText.Shown(message, LongestMessage);
        var info = new ErrorInfo { Domain = Domain, Reason = NameOf(reason) };
        foreach (var (key, value) in metadata) info.Metadata[key] = value;
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        if (retryAfter is { } delay) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = delay.ToDuration() }));
        return status.ToRpcException();
    }

    /// <summary>The reason as it stands in ErrorInfo: the enum's name in the contract without its prefix.</summary>
    public static string NameOf(ErrorReason reason) =>
        ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];
}
