using System.Security.Cryptography;
using Google.Protobuf;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.V1;

namespace KcExchange.Server.Ledger;

/// <summary>A submission as its entries and its batches make it.</summary>
internal sealed class ExpectedSubmission
{
    /// <param name="stored">The row; who holds its stream is nobody's witness and is taken from it.</param>
    /// <param name="entries">What the ledger has of it.</param>
    public ExpectedSubmission(SubmissionRow stored, SubmissionEntries entries)
    {
        var (created, sealing) = (entries.Created, entries.Sealed);
        var request = created?.Payload ?? [];
        Row = new SubmissionRow
        {
            ProvinceCode = stored.ProvinceCode,
            SubmissionId = stored.SubmissionId,
            CreateHash = SHA256.HashData(request),
            CreateRequest = request,
            ReportPeriod = PeriodOf(request),
            CreatedBy = created?.Actor ?? "",
            CreatedAt = created?.RecordedAt ?? default,
            State = sealing is null ? SubmissionState.Open : SubmissionState.Committed,
            SealedAt = sealing?.RecordedAt,
            Receipt = stored.Receipt,
            InstanceId = stored.InstanceId,
            Attempt = stored.Attempt,
            Epoch = stored.Epoch,
        };
    }

    public SubmissionRow Row { get; }

    public long HighestVersion { get; private set; }

    /// <summary>Record versions that the results tell.</summary>
    public RecordSum Records { get; private set; }

    public void Add(SubmissionBatchRow batch, List<PackedResult> results, List<FindingRow> findings)
    {
        for (var i = 0; i < results.Count; i++)
        {
            var result = results[i];
            Row.Count(result.Outcome, result.Kind);
            if (result.Outcome != Outcome.Rejected) HighestVersion = Math.Max(HighestVersion, result.SourceVersion);
            if (result.Outcome is Outcome.Created or Outcome.Updated or Outcome.Deleted)
                Records = Records.With(
                    batch.FirstSequence + i, result.Revision, result.Outcome == Outcome.Deleted, result.Key);
        }
        Row.FindingsTotal += findings.Count;
        Row.NextSequence = batch.FirstSequence + batch.RecordCount;
        Row.LastBatchAt = batch.CommittedAt;
        Row.ResultsHash = ResultsHash.Next(Row.ResultsHash, batch, findings);
    }

    /// <summary>Findings that were told after their batch.</summary>
    public void AddLate(int findings) => Row.FindingsTotal += findings;

    private static string PeriodOf(byte[] request)
    {
        try
        {
            return CreateSubmissionRequest.Parser.ParseFrom(request).ReportPeriod;
        }
        catch (InvalidProtocolBufferException)
        {
            return "";
        }
    }
}

/// <summary>Compares submissions with what their entries, their batches and their receipts say.</summary>
/// <param name="db">For the model only.</param>
/// <param name="signatures">Checks receipts; null = their signatures are not checked.</param>
internal sealed class SubmissionCheck(ExchangeDb db, Signatures? signatures)
{
    private readonly RowDifference _difference = RowDifference.Of(db, typeof(SubmissionRow));

    public void Compare(
        SubmissionRow stored, ExpectedSubmission expected, SubmissionEntries entries, Mismatches found)
    {
        entries.HasRow = true;
        var what = $"submission {stored.SubmissionId}";
        if (entries.Created is null)
        {
            found.Add($"{what}: no ledger entry created it.");
            return;
        }
        if (_difference.Between(stored, expected.Row) is { Length: > 0 } columns)
            found.Add($"{what}: not as its entries and batches make it: {columns}.");
        if (entries.Records != expected.Records)
            found.Add(
                $"{what}: its batches tell {expected.Records.Count} record versions, the ledger has "
                + $"{entries.Records.Count} of it, or others.");
        if (entries.Sealed is { } sealing)
        {
            if (!sealing.ContentHash.AsSpan().SequenceEqual(expected.Row.ResultsHash))
                found.Add($"{what}: results or findings are not those sealed at position {sealing.Position}.");
            if (Wrong(stored, sealing) is { } wrong) found.Add($"{what}: {wrong}");
        }
        if (entries.Sealed is null && stored.Receipt.Length > 0)
            found.Add($"{what}: it has a receipt, but no ledger entry sealed it.");
    }

    /// <summary>What is wrong with a receipt; null = nothing.</summary>
    private string? Wrong(SubmissionRow stored, LedgerEntry sealing)
    {
        try
        {
            var receipt = Receipt.Parser.ParseFrom(stored.Receipt);
            var payload = ReceiptPayload.Parser.ParseFrom(receipt.Payload);
            if (payload.SubmissionId != stored.SubmissionId || payload.Position != sealing.Position
                || !payload.ChainHash.Span.SequenceEqual(sealing.ChainHash)
                || payload.TotalRecords != stored.NextSequence - 1)
                return $"the receipt does not belong to the seal at position {sealing.Position}.";
            // Whatever else the bytes hold would travel with a good signature.
            if (!receipt.ToByteArray().AsSpan().SequenceEqual(new Receipt
            {
                Payload = receipt.Payload, Signature = receipt.Signature, KeyId = receipt.KeyId,
                SigningCertificate = receipt.SigningCertificate,
            }.ToByteArray()))
                return "the receipt holds more than a receipt.";
            return signatures?.Wrong(
                receipt.Payload.Span, receipt.Signature.Span, receipt.KeyId, receipt.SigningCertificate.ToByteArray(),
                payload.SealedAt.ToDateTime()) is { } wrong ? $"the receipt is not good: {wrong}" : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return "the receipt cannot be read.";
        }
    }
}
