using System.Collections.Frozen;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>From a gRPC failure to the exception of this SDK.</summary>
internal static class ExchangeErrors
{
    private const string Domain = "kcexchange";

    private const string Prefix = "ERROR_REASON_";

    // From the contract's own descriptor: a reason added there is read here without a change.
    private static readonly FrozenDictionary<string, ErrorReason> Reasons =
        ErrorReasonReflection.Descriptor.EnumTypes[0].Values.Where(value => value.Number != 0)
        .ToFrozenDictionary(value => value.Name[Prefix.Length..], value => (ErrorReason)value.Number);

    /// <summary>The exception of a failed call.</summary>
    /// <param name="failure">What gRPC threw.</param>
    internal static ExchangeException From(RpcException failure) => Typed(Read(failure), failure);

    /// <summary>The exception for a failure, by what a caller can do about it.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inner">What gRPC threw.</param>
    internal static ExchangeException Typed(ExchangeFailure failure, Exception? inner) => failure.Reason switch
    {
        ErrorReason.CredentialMissing or ErrorReason.CredentialUnknown or ErrorReason.CredentialRevoked =>
            new CredentialException(failure, inner),
        ErrorReason.RoleNotAllowed or ErrorReason.ProvinceNotAllowed => new NotAllowedException(failure, inner),
        ErrorReason.SubmissionNotFound or ErrorReason.StateNotAllowed or ErrorReason.CountMismatch
            or ErrorReason.PeriodLocked or ErrorReason.SubmissionFull or ErrorReason.SequenceReused
            or ErrorReason.SubmissionIdReused => new SubmissionStateException(failure, inner),
        ErrorReason.StreamSuperseded => new SupersededException(failure, inner),
        // No reason of ours: proxy, transport or crash. With RetryInfo the exchange itself says that it passes.
        ErrorReason.Unspecified => new TransientExchangeException(failure, inner),
        _ when failure.RetryAfter is not null => new TransientExchangeException(failure, inner),
        _ => new ExchangeException(failure, inner),
    };

    /// <summary>A reason that this version of the contract does not name.</summary>
    internal const ErrorReason UnknownReason = (ErrorReason)int.MaxValue;

    private static ExchangeFailure Read(RpcException failure)
    {
        var (info, retry) = Details(failure);
        if (info is not { Domain: Domain })
            return new ExchangeFailure(
                ErrorReason.Unspecified, failure.StatusCode, null, Text(failure), new Dictionary<string, string>());
        // A reason newer than this client: the status and RetryInfo still decide; it must not pass for "no reason".
        var reason = Reasons.GetValueOrDefault(info.Reason, UnknownReason);
        return new ExchangeFailure(
            reason, failure.StatusCode, retry?.RetryDelay?.ToTimeSpan(), $"{info.Reason}: {failure.Status.Detail}",
            new Dictionary<string, string>(info.Metadata));
    }

    /// <summary>The rich status; nothing when there is none or a proxy has mangled it.</summary>
    private static (ErrorInfo? Info, RetryInfo? Retry) Details(RpcException failure)
    {
        try
        {
            var status = failure.GetRpcStatus();
            return (status?.GetDetail<ErrorInfo>(), status?.GetDetail<RetryInfo>());
        }
        catch (Exception broken) when (
            broken is InvalidProtocolBufferException or FormatException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static string Text(RpcException failure)
    {
        var text = new StringBuilder($"{failure.StatusCode}: {failure.Status.Detail}");
        for (var cause = failure.Status.DebugException; cause is not null; cause = cause.InnerException)
            text.Append(" <- ").Append(cause.GetType().Name).Append(": ").Append(cause.Message);
        return text.ToString();
    }
}
