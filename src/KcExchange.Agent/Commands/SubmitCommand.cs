using System.Security.Cryptography.X509Certificates;
using KcExchange.Agent.Options;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Reference;
using KcExchange.Agent.Results;
using KcExchange.Agent.Shipping;
using KcExchange.Agent.Sources;
using KcExchange.Client;
using KcExchange.V1;
using Microsoft.Extensions.Logging;

namespace KcExchange.Agent.Commands;

/// <summary>
/// `submit FILE.xlsx`: 1 read the workbook · 2 certificates · 3 everything into the outbox, before any network call ·
/// 4 ship and seal · 5 check the receipt, ask what was found on the period as a whole · 6 result workbook · 7 tables
/// and the closing line.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="terminal">Where it writes.</param>
/// <param name="log">Log.</param>
/// <param name="time">Clock.</param>
internal sealed class SubmitCommand(AgentOptions options, AgentTerminal terminal, ILogger log, TimeProvider time)
{
    private readonly SummaryView _view = new(terminal, options);

    /// <summary>Runs it.</summary>
    /// <param name="file">Path of the workbook.</param>
    /// <param name="cancellation">Stops; what was acknowledged stays.</param>
    internal async Task<int> RunAsync(string file, CancellationToken cancellation)
    {
        // 1
        var book = new UnitQuestion(options, terminal).Read(file);
        _view.ShowProblems(book);
        var rows = ShipOrder.IsLayoutBroken(book) ? [] : ShipOrder.Sendable(book);
        if (rows.Count == 0) return NothingSent(book);
        // 2 Before the outbox: what can't be sent is not stored either.
        using var identity = CallerFiles.Identity(options);
        var authorities = CallerFiles.Authorities(options);
        // 3 to 5
        using var outbox = OutboxFile.Open(options.Outbox, time);
        using var connection = new ExchangeConnection(new ExchangeConnectionOptions
        {
            Address = options.Server, ClientCertificate = identity, TrustedRoots = authorities,
        });
        var origin = new DeliveryOrigin(
            options.Server.ToString(), identity.SerialNumber, book.Path, book.Sha256);
        var (submission, answer) = await ShipAsync(outbox, connection, origin, book, rows, cancellation);
        var receipt = Verify(submission, answer, authorities);
        var periods = await PeriodVerdict.AskAsync(book, connection, options, log, time, cancellation);
        book = book with { Problems = [.. book.Problems, .. periods ?? []] };
        // 6 Before anything is said of the receipt: the clerk gets the rows' results in any case.
        var results = Merge(book, outbox.Results(submission));
        var written = WriteResult(book, results, Header(answer, receipt));
        // 7
        Show(book, results, written, receipt, answer.Submission);
        PeriodVerdict.Show(periods ?? [], Messages.Periods.Heading, terminal, options);
        if (periods is null && !options.Quiet) terminal.Line(Messages.Periods.NotKnown.In(options.Language));
        // 8 The server's verdict counts; the next check here shall give the same.
        var update = new ReferenceUpdate(connection, options, log, time);
        foreach (var sentence in await update.AfterDeliveryAsync(answer.Submission.JudgedBy, cancellation))
            if (!options.Quiet) terminal.Line(sentence.In(options.Language));
        if (receipt is null) throw new AgentException(Messages.Shipping.ReceiptNotGood);
        return Close(book, results);
    }

    private async Task<(OutboxSubmission, SealSubmissionResponse)> ShipAsync(
        OutboxFile outbox, ExchangeConnection connection, DeliveryOrigin origin, SourceBook book,
        IReadOnlyList<SourceRow> rows, CancellationToken cancellation)
    {
        while (true)
        {
            var submission = outbox.FindUnfinished(origin);
            if (submission is not null) SayResuming(submission, outbox.DeliveredThrough(submission));
            else
            {
                submission = outbox.Store(origin, book, rows, time);
                AgentLog.Stored(log, submission.Id, submission.TotalRecords, submission.SourceVersion);
            }
            var view = new ShippingView(terminal, options, submission.TotalRecords);
            List<Bilingual> notices = [];
            var shipment = new Shipment(outbox, connection, options, log, time)
            {
                OnProgress = view.Report, OnRetry = view.Report, OnNotice = notices.Add,
            };
            SealSubmissionResponse? answer;
            try
            {
                answer = await view.ShowAsync(() => shipment.ShipAsync(submission, cancellation));
            }
            finally
            {
                // Below the bar, not across it.
                if (!options.Quiet) foreach (var notice in notices) terminal.Line(notice.In(options.Language));
            }
            // Null: the server let it expire. It is given up now, so the next round makes a new one.
            if (answer is not null) return (submission, answer);
        }
    }

    private void SayResuming(OutboxSubmission submission, long done)
    {
        AgentLog.Resumed(log, submission.Id, done, submission.TotalRecords);
        if (!options.Quiet)
            terminal.Line(Messages.Screen.Resuming(done, submission.TotalRecords).In(options.Language));
    }

    /// <summary>The receipt, if the authority vouches for it and it is for this submission; null otherwise.</summary>
    private ReceiptPayload? Verify(
        OutboxSubmission submission, SealSubmissionResponse answer, X509Certificate2Collection authorities)
    {
        try
        {
            var payload = ReceiptVerifier.Verify(answer.Receipt, authorities);
            if (payload.SubmissionId != submission.Id.ToString() || payload.TotalRecords != submission.TotalRecords)
                throw new ReceiptInvalidException("The receipt is for another submission.");
            AgentLog.Sealed(
                log, submission.Id, payload.Position, payload.JudgedBy?.RuleSetVersion ?? "",
                payload.JudgedBy?.ReferenceVersion ?? "");
            return payload;
        }
        catch (ReceiptInvalidException bad)
        {
            AgentLog.ReceiptNotGood(log, bad, submission.Id);
            return null;
        }
    }

    /// <summary>A result that can't be written must not look as if nothing had been sent.</summary>
    private static ResultFile WriteResult(SourceBook book, List<RowResult> results, ResultHeader header)
    {
        try
        {
            return ResultWorkbook.Write(book, results, ResultWorkbook.PathFor(book), header);
        }
        catch (SourceException unwritten)
        {
            throw new AgentException(Messages.Shipping.SentButNoResult(unwritten.Sentence), unwritten);
        }
    }

    private int NothingSent(SourceBook book)
    {
        var results = Merge(book, []);
        var header = new ResultHeader { Time = time.GetUtcNow(), Offline = true };
        var written = ResultWorkbook.Write(book, results, ResultWorkbook.PathFor(book), header);
        Show(book, results, written, receipt: null, held: null);
        var why = ShipOrder.IsLayoutBroken(book) ? Messages.Screen.NothingSent : Messages.Screen.NothingToSend;
        terminal.Line(why.In(options.Language));
        return Close(book, results);
    }

    private void Show(
        SourceBook book, IReadOnlyList<RowResult> results, ResultFile written, ReceiptPayload? receipt,
        Submission? held)
    {
        _view.ShowOutcomes(results);
        _view.ShowFindings(results);
        if (options.Quiet) return;
        if (held?.JudgedBy is { } judged)
            terminal.Line(Messages.Kept.JudgedBy(
                judged.RuleSetVersion, judged.ReferenceVersion,
                Messages.Kept.OfServer(options.Server.ToString()), judged.Today.ToText()).In(options.Language));
        if (receipt is not null)
            terminal.Line(Messages.Screen.Receipt(receipt.ProvinceCode, receipt.Position).In(options.Language));
        _view.ShowWritten(book, written);
    }

    private int Close(SourceBook book, IReadOnlyList<RowResult> results)
    {
        var tally = new Tally(results);
        var code = tally.IsClean && !ShipOrder.HasProblems(book) ? ExitCode.AllGood : ExitCode.ToMend;
        var line = tally.SubmitLine();
        AgentLog.Done(log, code, line);
        terminal.Line(line);
        return code;
    }

    /// <summary>
    /// Each row of the workbook with what came back for it; a row that did not go counts as not sent.
    /// </summary>
    private List<RowResult> Merge(SourceBook book, IReadOnlyList<OutboxResult> answers)
    {
        var unsent = new UnsentParents(book.Rows.Where(ShipOrder.IsBroken));
        var byRow = answers.ToDictionary(answer => (answer.Sheet, answer.Row), answer => answer.Result);
        return [.. book.Rows.Select(row => byRow.TryGetValue((row.Cells.Row.Sheet, row.Cells.Row.Row), out var result)
            ? new RowResult(row, result.Outcome, NotSent: false,
                unsent.Explain(row, ForClerk(result.Findings), options.Language), []) { Revision = result.Revision }
            : new RowResult(row, Outcome.Unspecified, NotSent: true, [], []))];
    }

    private IReadOnlyList<Finding> ForClerk(IReadOnlyList<Finding> findings) =>
        [.. findings.Select(finding => FindingText.ForClerk(finding, options.Language))];

    private ResultHeader Header(SealSubmissionResponse answer, ReceiptPayload? receipt) => new()
    {
        Time = time.GetUtcNow(),
        RuleSetVersion = answer.Submission.JudgedBy?.RuleSetVersion ?? "",
        ReferenceVersion = answer.Submission.JudgedBy is { } judged
            ? $"{judged.ReferenceVersion} ({Messages.Kept.OfServer(options.Server.ToString()).Vi})"
            : "",
        Reference = options.Reference.Book.Reference,
        SubmissionId = answer.Submission.SubmissionId,
        ReceiptId = receipt is null ? "" : $"{receipt.ProvinceCode}-{receipt.Position}",
    };
}
