using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Periods;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Ends INCREMENTAL submissions: counts compared, one ledger entry, a receipt signed in the same transaction. Right
/// after it the periods that changed are judged as a whole; whatever happens there, the seal stays.
/// </summary>
internal sealed class Sealing(
    CommitLanes lanes, StorageProvider storage, SubmissionStore store, CurrentBook book, ReceiptSigner signer,
    PeriodRun periods, TimeProvider time, ILogger<Sealing> logger)
{
    public Task<SealSubmissionResponse> SealAsync(Caller caller, SealSubmissionRequest request) =>
        lanes.Of(caller.ProvinceCode).TurnAsync(async () =>
        {
            var answer = await CommitAsync(caller, request);
            try
            {
                await HeadTransaction.RunAsync(storage, caller.ProvinceCode, periods.JudgeChangedAsync);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The mark of what is to be judged was committed with the records: it waits for the next seal.
                ServerLog.PeriodsNotJudged(logger, caller.ProvinceCode, storage.ForLog(exception));
            }
            return answer;
        });

    private Task<SealSubmissionResponse> CommitAsync(Caller caller, SealSubmissionRequest request) =>
        HeadTransaction.RunAsync(storage, caller.ProvinceCode, async (db, head) =>
        {
            var row = await SubmissionStore.LoadAsync(db, caller.ProvinceCode, request.SubmissionId);
            CompareCounts(row, request);
            if (row.State != SubmissionState.Committed)
            {
                SubmissionStore.RequireOpen(row);
                await PeriodLocks.RequireOpenAsync(db, row.ProvinceCode, row.ReportPeriod);
                row.State = SubmissionState.Committed;
                row.SealedAt = time.UtcNowMilliseconds();
                SubmissionStore.Append(
                    db, head, row, EntryAction.SubmissionSealed, caller.Name, request.ToByteArray(),
                    row.SealedAt.Value);
                row.Receipt = signer.Sign(Payload(row, head, request)).ToByteArray();
                ServerLog.Sealed(logger, row.ProvinceCode, row.SubmissionId, request.TotalRecords, head.Position);
            }
            return new SealSubmissionResponse
            {
                Submission = store.ToMessage(row, head.HighestSourceVersion),
                Receipt = Receipt.Parser.ParseFrom(row.Receipt),
            };
        });

    private static void CompareCounts(SubmissionRow row, SealSubmissionRequest request)
    {
        var held = row.NextSequence - 1;
        if (request.TotalRecords != held)
            throw ExchangeErrors.CountMismatch(
                $"The client sent {request.TotalRecords} records, the server holds {held}.");
        var kinds = row.KindCounts().ToDictionary(count => count.Kind, count => count.Count);
        foreach (var count in request.CountByKind)
            if (kinds.GetValueOrDefault(count.Kind) != count.Count)
                throw ExchangeErrors.CountMismatch(
                    $"The client sent {count.Count} records of kind {count.Kind}, "
                    + $"the server holds {kinds.GetValueOrDefault(count.Kind)}.");
        var named = request.CountByKind.Select(count => count.Kind).ToHashSet();
        if (request.CountByKind.Count > 0
            && kinds.Keys.FirstOrDefault(kind => !named.Contains(kind)) is var missing and not 0)
            throw ExchangeErrors.CountMismatch($"The client counts no {missing}, the server holds {kinds[missing]}.");
    }

    private ReceiptPayload Payload(SubmissionRow row, ProvinceHead head, SealSubmissionRequest request) => new()
    {
        Version = 1,
        ProvinceCode = row.ProvinceCode,
        SubmissionId = row.SubmissionId,
        TotalRecords = row.NextSequence - 1,
        Kinds = { row.KindCounts() },
        Outcomes = { row.OutcomeCounts() },
        Position = head.Position,
        ChainHash = UnsafeByteOperations.UnsafeWrap(head.ChainHash),
        JudgedBy = book.Now.JudgedBy,
        OfficialLetter = request.OfficialLetter,
        SealedAt = Timestamp.FromDateTime(row.SealedAt!.Value),
        Statement = ReceiptSigner.Statement,
    };
}
