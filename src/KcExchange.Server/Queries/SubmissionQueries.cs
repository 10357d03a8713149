using System.Globalization;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Queries;

/// <summary>What is asked about submissions: reads only, no lock.</summary>
internal sealed class SubmissionQueries(
    StorageProvider storage, SubmissionStore store, CurrentBook book, ServerOptions options, PageTokens tokens)
{
    public async Task<Submission> GetAsync(Caller caller, string province, string submissionId)
    {
        await using var db = storage.Open();
        var row = await FindAsync(db, caller, province, submissionId);
        return store.ToMessage(row, await HighestAsync(db, row.ProvinceCode));
    }

    public async Task<ListSubmissionsResponse> ListAsync(Caller caller, ListSubmissionsRequest request)
    {
        var size = PageTokens.Size(request.PageSize, 50, 200);
        var province = caller.ProvinceOr(request.ProvinceCode);
        var before = tokens.Read(caller, request);
        await using var db = storage.Open();
        // UUIDv7 sorts by time: newest first is the key backwards.
        var rows = await db.Submissions
            .Where(row => row.ProvinceCode == province
                && (before == "" || row.SubmissionId.CompareTo(before) < 0)
                && (request.State == SubmissionState.Unspecified || row.State == request.State))
            .OrderByDescending(row => row.SubmissionId).Take(size + 1).ToListAsync();
        var highest = await HighestAsync(db, province);
        var page = rows.Take(size).ToList();
        return new()
        {
            Submissions = { page.Select(row => store.ToMessage(row, highest)) },
            NextPageToken = rows.Count > size ? tokens.Make(caller, request, page[^1].SubmissionId) : "",
        };
    }

    public async Task<ListRecordResultsResponse> ListResultsAsync(Caller caller, ListRecordResultsRequest request)
    {
        var size = PageTokens.Size(request.PageSize, 100, 500);
        var from = Math.Max(Number(tokens.Read(caller, request), 0) + 1, request.FromSequence);
        await using var db = storage.Open();
        var submission = await FindAsync(db, caller, request.ProvinceCode, request.SubmissionId);
        var page = new List<(long Sequence, PackedResult Result)>();
        for (var next = from; page.Count <= size && next < submission.NextSequence;)
        {
            var at = next;
            var batch = await db.Batches
                .Where(row => row.ProvinceCode == submission.ProvinceCode && row.SubmissionId == submission.SubmissionId
                    && row.FirstSequence + row.RecordCount > at)
                .OrderBy(row => row.FirstSequence).FirstOrDefaultAsync();
            if (batch is null) break;
            page.AddRange(PackedResults.Unpack(batch.Results)
                .Select((result, i) => (Sequence: batch.FirstSequence + i, result))
                .Where(pair => pair.Sequence >= at
                    && (request.Outcome == Outcome.Unspecified || pair.result.Outcome == request.Outcome)));
            next = batch.FirstSequence + batch.RecordCount;
        }
        return await AnswerAsync(db, caller, request, submission, page, size);
    }

    private async Task<ListRecordResultsResponse> AnswerAsync(
        ExchangeDb db, Caller caller, ListRecordResultsRequest request, SubmissionRow submission,
        List<(long Sequence, PackedResult Result)> page, int size)
    {
        var more = page.Count > size;
        page = [.. page.Take(size)];
        var response = new ListRecordResultsResponse();
        if (page.Count == 0) return response;
        var findings = await Replay.FindingsAsync(
            db, submission.ProvinceCode, submission.SubmissionId, [.. page.Select(pair => pair.Sequence)]);
        Answers.Fill(
            response.Results,
            [.. page.Select(pair => (
                new RecordResult
                {
                    Sequence = pair.Sequence,
                    Outcome = pair.Result.Outcome,
                    Revision = pair.Result.Revision,
                    RecordKey = pair.Result.Key,
                },
                (IReadOnlyList<FindingRow>)[.. findings[pair.Sequence]]))],
            request.Language, options.Limits);
        if (more) response.NextPageToken = tokens.Make(caller, request, Text(page[^1].Sequence));
        return response;
    }

    public async Task<ListFindingsResponse> ListFindingsAsync(Caller caller, ListFindingsRequest request)
    {
        var size = PageTokens.Size(request.PageSize, 100, 500);
        var place = tokens.Read(caller, request).Split('/');
        var (sequence, ordinal) = (Number(place[0], -1), place.Length > 1 ? (int)Number(place[1], -1) : -1);
        await using var db = storage.Open();
        var submission = await FindAsync(db, caller, request.ProvinceCode, request.SubmissionId);
        var rows = await db.Findings
            .Where(row => row.ProvinceCode == submission.ProvinceCode && row.SubmissionId == submission.SubmissionId
                && (row.Sequence > sequence || (row.Sequence == sequence && row.Ordinal > ordinal))
                && (request.RuleId == "" || row.RuleId == request.RuleId)
                && (request.Severity == Severity.Unspecified || row.Severity == request.Severity))
            .OrderBy(row => row.Sequence).ThenBy(row => row.Ordinal).Take(size + 1).ToListAsync();
        var response = new ListFindingsResponse();
        var room = options.Limits.AnswerBytes - (16 * 1024);
        foreach (var row in rows.Take(size))
        {
            var finding = new RecordFinding
            {
                Sequence = row.Sequence,
                RecordKey = row.RecordKey,
                Finding = StoredFindings.ToMessage(row, request.Language),
            };
            room -= finding.CalculateSize() + 8;
            if (room < 0 && response.Findings.Count > 0) break;
            response.Findings.Add(finding);
        }
        if (response.Findings.Count < rows.Count)
        {
            var last = rows[response.Findings.Count - 1];
            response.NextPageToken = tokens.Make(caller, request, $"{Text(last.Sequence)}/{Text(last.Ordinal)}");
        }
        return response;
    }

    public async Task<SummarizeFindingsResponse> SummarizeAsync(Caller caller, SummarizeFindingsRequest request)
    {
        await using var db = storage.Open();
        var submission = await FindAsync(db, caller, request.ProvinceCode, request.SubmissionId);
        var groups = await db.Findings
            .Where(row => row.ProvinceCode == submission.ProvinceCode && row.SubmissionId == submission.SubmissionId)
            .GroupBy(row => new { row.RuleId, row.Severity })
            .Select(group => new
            {
                group.Key.RuleId,
                group.Key.Severity,
                Findings = group.LongCount(),
                Records = group.Select(row => row.Sequence).Distinct().LongCount(),
            })
            .ToListAsync();
        return new()
        {
            Rules =
            {
                groups.OrderByDescending(group => group.Findings).ThenBy(group => group.RuleId, StringComparer.Ordinal)
                    .Select(group => new RuleSummary
                    {
                        RuleId = group.RuleId,
                        Severity = group.Severity,
                        Findings = group.Findings,
                        Records = group.Records,
                        Title = RuleCatalogue.ById.TryGetValue(group.RuleId, out var rule)
                            ? rule.Title(request.Language)
                            : group.RuleId,
                    }),
            },
        };
    }

    public async Task<GetReceiptResponse> ReceiptAsync(Caller caller, GetReceiptRequest request)
    {
        await using var db = storage.Open();
        var submission = await FindAsync(db, caller, request.ProvinceCode, request.SubmissionId);
        if (submission.Receipt.Length == 0)
            throw ExchangeErrors.ResourceNotFound(
                $"Submission {request.SubmissionId} has no receipt: it is {submission.State}.");
        return new() { Receipt = Receipt.Parser.ParseFrom(submission.Receipt) };
    }

    /// <summary>Judges records as one INCREMENTAL batch over the committed state; nothing is stored.</summary>
    public async Task<ValidateRecordsResponse> ValidateAsync(Caller caller, ValidateRecordsRequest request)
    {
        if (request.Records.Count == 0) return new() { JudgedBy = book.Now.JudgedBy };
        var whole = new RecordBatch { FirstSequence = 1, Records = { request.Records } };
        if (BatchGuard.Check(whole, 1, options.Limits) is { } reason)
            throw ExchangeErrors.RequestInvalid($"The records are more than one batch may hold ({reason}).");
        var batch = Batch.Prepare(caller.ProvinceCode, "", 1, request.Records, book.Now, options.Limits);
        await using var db = storage.Open();
        var preload = await Preload.ReadAsync(db, caller.ProvinceCode, "", batch.Records, default);
        BatchDecision.Decide(
            batch, batch.Records, preload, batch.Verdicts, options.Limits, new Dictionary<long, string>(), new WriteSet(),
            duplicates: null);
        var findings = batch.Records.Sum(record => record.Findings.Count);
        var result = new BatchAnswer(batch, 0, 0, findings, batch.Verdicts.JudgedBy)
            .ToMessage(request.Language, options.Limits);
        return new() { Results = { result.Results }, FindingsTotal = findings, JudgedBy = result.JudgedBy };
    }

    private static async Task<SubmissionRow> FindAsync(ExchangeDb db, Caller caller, string named, string submissionId)
    {
        SubmissionRequests.Check(submissionId);
        var province = caller.ProvinceOr(named);
        return await db.Submissions.SingleOrDefaultAsync(row =>
                row.ProvinceCode == province && row.SubmissionId == submissionId)
            ?? throw ExchangeErrors.SubmissionNotFound(submissionId);
    }

    private static async Task<long> HighestAsync(ExchangeDb db, string province) =>
        await db.Heads.Where(head => head.ProvinceCode == province).Select(head => head.HighestSourceVersion)
            .SingleOrDefaultAsync();

    private static long Number(string text, long otherwise) =>
        text.Length == 0 ? otherwise : long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
