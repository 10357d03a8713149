using System.Text.RegularExpressions;
using Grpc.Core;
using KcExchange.Agent.Options;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Sources;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Agent.Commands;

/// <summary>The one sentence for whatever was thrown. Details go into the log, never on the screen.</summary>
internal static partial class FailureText
{
    /// <summary>What to tell the clerk; null: nothing that this program expects.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="options">Settings.</param>
    internal static Bilingual? Of(Exception failure, AgentOptions options) => failure switch
    {
        AgentException known => known.Sentence,
        SourceException source => source.Sentence,
        OutboxException store => store.Sentence,
        CertificateFileException file => OfCertificate(file),
        ExchangeException exchange => OfExchange(exchange, options.Server.ToString()),
        OperationCanceledException => Messages.Shipping.Cancelled,
        IOException { HResult: OutboxException.DiskFullResult or OutboxException.NoSpaceLeft } =>
            Messages.Program.DiskFull,
        IOException or UnauthorizedAccessException => Messages.Program.FileProblem(
            PathIn().Match(failure.Message).Groups[1].Value),
        _ => null,
    };

    /// <summary>Of what the platform says, the path alone is of no language.</summary>
    [GeneratedRegex("'(.+)'")]
    private static partial Regex PathIn();

    private static Bilingual OfCertificate(CertificateFileException file) => file.Problem switch
    {
        CertificateProblem.NotFound => Messages.Link.CertificateNotFound(file.Path),
        CertificateProblem.NoPrivateKey => Messages.Link.CertificateWithoutKey(file.Path),
        CertificateProblem.KeyReadableByAll => Messages.Link.KeyReadableByAll(file.Path),
        _ => Messages.Link.CertificateUnreadable(file.Path),
    };

    private static Bilingual OfExchange(ExchangeException failure, string server) => failure switch
    {
        ServerNotTrustedException trust =>
            trust.Problem.Contains("NameMismatch", StringComparison.Ordinal)
                ? Messages.Link.WrongHost(server)
                : Messages.Link.NotTrusted(server),
        SupersededException superseded => Messages.Shipping.Superseded(superseded.InstanceId),
        NotAllowedException => Messages.Link.NotAllowed,
        _ => failure.Reason switch
        {
            ErrorReason.CredentialMissing => Messages.Link.CredentialMissing,
            ErrorReason.CredentialUnknown => Messages.Link.CredentialUnknown,
            ErrorReason.CredentialRevoked => Messages.Link.CredentialRevoked,
            ErrorReason.PeriodLocked => Messages.Shipping.PeriodLocked,
            ErrorReason.NotYet or ErrorReason.ContractUnsupported or ErrorReason.FrameInvalid
                or ErrorReason.RequestInvalid => Messages.Shipping.Outdated,
            ErrorReason.Internal => Messages.Shipping.ServerFault(failure.RequestId),
            ErrorReason.Unspecified when failure is TransientExchangeException => Messages.Link.Away(server),
            _ when failure is TransientExchangeException => Messages.Link.Busy,
            ErrorReason.Unspecified when failure.StatusCode == StatusCode.Internal => Messages.Shipping.Outdated,
            _ => Messages.Shipping.NotTaken(failure.Reason.ToString()),
        },
    };
}
