using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Server.Operations;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What a request must say before anything is looked up. Bad records are never a matter of these checks.
/// </summary>
internal static class SubmissionRequests
{
    private const int LongestName = 100;

    private const int LargestRequest = 4096;

    /// <exception cref="Grpc.Core.RpcException">REQUEST_INVALID, or NOT_YET for ATOMIC.</exception>
    public static void Check(CreateSubmissionRequest request)
    {
        Check(request.SubmissionId);
        CheckSize(request);
        if (Guid.Parse(request.SubmissionId).Version != 7)
            throw ExchangeErrors.RequestInvalid($"submission_id {request.SubmissionId} is no UUIDv7.");
        if (request.Supersedes.Length > 0) Check(request.Supersedes);
        if (request.ReportPeriod.Length > 0 && !ReportPeriod.TryParse(request.ReportPeriod, out _))
            throw ExchangeErrors.RequestInvalid("report_period must be like 2026-M10, 2026-Q3, 2026-H1 or 2026-Y.");
        if (request.Mode == SubmissionMode.Atomic) throw ExchangeErrors.NotYet("Mode ATOMIC");
        if (request.Mode != SubmissionMode.Incremental)
            throw ExchangeErrors.RequestInvalid("mode must be INCREMENTAL or ATOMIC.");
        if (request.Coverage is not (SubmissionCoverage.Unspecified or SubmissionCoverage.Partial))
            throw ExchangeErrors.RequestInvalid("coverage FULL_SNAPSHOT goes with mode ATOMIC only.");
    }

    /// <exception cref="Grpc.Core.RpcException">REQUEST_INVALID.</exception>
    public static void Check(SealSubmissionRequest request)
    {
        Check(request.SubmissionId);
        CheckSize(request);
    }

    /// <exception cref="Grpc.Core.RpcException">REQUEST_INVALID: not a UUID in lower case with hyphens.</exception>
    public static void Check(string submissionId)
    {
        if (!Guid.TryParseExact(submissionId, "D", out var id) || id.ToString("D") != submissionId)
            throw ExchangeErrors.RequestInvalid("A submission id is a UUID, lower case with hyphens.");
    }

    /// <exception cref="Grpc.Core.RpcException">REQUEST_INVALID.</exception>
    public static void Check(Sender? sender)
    {
        if (sender is null || !Guid.TryParseExact(sender.InstanceId, "D", out _))
            throw ExchangeErrors.RequestInvalid("sender.instance_id must be a UUID.");
        if (sender.Attempt < 1) throw ExchangeErrors.RequestInvalid("sender.attempt counts from 1.");
        if (sender.Agent.Length > LongestName)
            throw ExchangeErrors.RequestInvalid($"sender.agent has more than {LongestName} characters.");
    }

    /// <summary>What is stored as it came, and given back in lists, must be small.</summary>
    private static void CheckSize(IMessage request)
    {
        if (request.CalculateSize() > LargestRequest)
            throw ExchangeErrors.RequestInvalid($"The request has more than {LargestRequest} bytes.");
    }
}
