using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Periods;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>Creates submissions, fences their senders and shows them.</summary>
internal sealed class SubmissionStore(CommitLanes lanes, CurrentBook book, ServerOptions options, TimeProvider time)
{
    /// <summary>The tracked row of a submission.</summary>
    /// <exception cref="Grpc.Core.RpcException">SUBMISSION_NOT_FOUND, for a foreign one too.</exception>
    public static async Task<SubmissionRow> LoadAsync(ExchangeDb db, string province, string submissionId) =>
        await db.Submissions.AsTracking().SingleOrDefaultAsync(row =>
            row.ProvinceCode == province && row.SubmissionId == submissionId)
        ?? throw ExchangeErrors.SubmissionNotFound(submissionId);

    /// <summary>The row of a submission, not tracked.</summary>
    /// <exception cref="Grpc.Core.RpcException">SUBMISSION_NOT_FOUND, for a foreign one too.</exception>
    public static async Task<SubmissionRow> FindAsync(ExchangeDb db, string province, string submissionId) =>
        await db.Submissions.SingleOrDefaultAsync(row =>
            row.ProvinceCode == province && row.SubmissionId == submissionId)
        ?? throw ExchangeErrors.SubmissionNotFound(submissionId);

    /// <summary>Creates a submission; the same request answers the same.</summary>
    public Task<Submission> CreateAsync(Caller caller, CreateSubmissionRequest request) =>
        lanes.Of(caller.ProvinceCode).RunAsync(caller.ProvinceCode, async (db, head) =>
        {
            var body = request.ToByteArray();
            var hash = SHA256.HashData(body);
            var known = await db.Submissions.SingleOrDefaultAsync(row =>
                row.ProvinceCode == caller.ProvinceCode && row.SubmissionId == request.SubmissionId);
            if (known is not null)
                return known.CreateHash.AsSpan().SequenceEqual(hash)
                    ? ToMessage(known, head.HighestSourceVersion)
                    : throw ExchangeErrors.SubmissionIdReused(request.SubmissionId);
            await PeriodLocks.RequireOpenAsync(db, caller.ProvinceCode, request.ReportPeriod);
            var row = new SubmissionRow
            {
                ProvinceCode = caller.ProvinceCode,
                SubmissionId = request.SubmissionId,
                CreateHash = hash,
                CreateRequest = body,
                ReportPeriod = request.ReportPeriod,
                CreatedBy = caller.Name,
                CreatedAt = time.UtcNowMilliseconds(),
            };
            db.Submissions.Add(row);
            Append(db, head, row, EntryAction.SubmissionCreated, caller.Name, body, row.CreatedAt);
            return ToMessage(row, head.HighestSourceVersion);
        });

    /// <summary>Gives the submission to a sender: older streams can commit nothing any more.</summary>
    /// <returns>The row after the fence, and the province's highest source_version.</returns>
    public Task<(SubmissionRow Row, long HighestSourceVersion)> FenceAsync(
        Caller caller, string submissionId, Sender sender) =>
        lanes.Of(caller.ProvinceCode).RunAsync(caller.ProvinceCode, async (db, head) =>
        {
            var row = await LoadAsync(db, caller.ProvinceCode, submissionId);
            TakeOver(row, sender);
            return (row, head.HighestSourceVersion);
        });

    /// <summary>Checks under the lock that a sender may hold the submission, and gives it to them.</summary>
    /// <exception cref="Grpc.Core.RpcException">STATE_NOT_ALLOWED, STREAM_SUPERSEDED.</exception>
    public static void TakeOver(SubmissionRow row, Sender sender)
    {
        RequireOpen(row);
        if (row.InstanceId == sender.InstanceId && sender.Attempt < row.Attempt)
            throw ExchangeErrors.StreamSuperseded(row.InstanceId);
        row.InstanceId = sender.InstanceId;
        row.Attempt = sender.Attempt;
        row.Epoch++;
    }

    /// <exception cref="Grpc.Core.RpcException">STATE_NOT_ALLOWED.</exception>
    public static void RequireOpen(SubmissionRow row)
    {
        if (row.State != SubmissionState.Open) throw ExchangeErrors.StateNotAllowed(row.State);
    }

    /// <summary>Writes a submission event into the ledger.</summary>
    public static void Append(
        ExchangeDb db, ProvinceHead head, SubmissionRow row, EntryAction action, string actor, byte[] payload,
        DateTime at)
    {
        var entry = new LedgerEntry
        {
            ProvinceCode = row.ProvinceCode,
            EntryType = EntryType.SubmissionEvent,
            Action = action,
            RecordedAt = at,
            Actor = actor,
            SubmissionId = row.SubmissionId,
            // What the submission was answered so far: with the seal, all of it.
            ContentHash = row.ResultsHash,
            Payload = payload,
        };
        LedgerChain.Append(head, [entry]);
        db.Entries.Add(entry);
    }

    /// <summary>The contract's message of a row.</summary>
    public Submission ToMessage(SubmissionRow row, long highestSourceVersion)
    {
        var request = CreateSubmissionRequest.Parser.ParseFrom(row.CreateRequest);
        return new Submission
        {
            ProvinceCode = row.ProvinceCode,
            SubmissionId = row.SubmissionId,
            Mode = request.Mode,
            Coverage = request.Coverage,
            Kinds = { request.Kinds },
            ReportPeriod = row.ReportPeriod,
            Supersedes = request.Supersedes,
            State = row.State,
            SignOff = row.SignOff,
            NextSequence = row.NextSequence,
            HighestSourceVersion = highestSourceVersion,
            Outcomes = { row.OutcomeCounts() },
            KindsReceived = { row.KindCounts() },
            FindingsTotal = row.FindingsTotal,
            InstanceId = row.InstanceId,
            Attempt = row.Attempt,
            CreatedAt = Timestamp.FromDateTime(row.CreatedAt),
            LastBatchAt = row.LastBatchAt is { } batch ? Timestamp.FromDateTime(batch) : null,
            SealedAt = row.SealedAt is { } at ? Timestamp.FromDateTime(at) : null,
            Limits = Announced(options.Limits),
            JudgedBy = book.Now.JudgedBy,
        };
    }

    /// <summary>The limits as Opened announces them.</summary>
    public static Limits Announced(LimitOptions limits) => new()
    {
        MaxRecordBytes = limits.RecordBytes,
        MaxBatchRecords = limits.BatchRecords,
        MaxBatchBytes = limits.BatchBytes,
        MaxUnansweredBatches = limits.UnansweredBatches,
        MaxUnansweredRecords = limits.UnansweredRecords,
        IdleTimeoutSeconds = limits.IdleSeconds,
        PingAfterSeconds = limits.PingSeconds,
        MaxStreamAgeSeconds = limits.StreamAgeSeconds,
    };
}
