using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Looks at committed projects a second time: two provinces that commit at once do not see each other before the lock.
/// Whoever commits last finds the other here, and both are told. Where provinces have lanes of their own: some seconds
/// after a commit, and at the start for what a crash left over, from a mark that is stored. Twice tells nothing twice.
/// </summary>
internal sealed class DuplicateRecheck(
    CommittedProjects committed, StorageProvider storage, CommitLanes lanes, CurrentBook book,
    CrossProvinceAudit audit, TimeProvider time, ILogger<DuplicateRecheck> logger) : BackgroundService
{
    /// <summary>Ledger entries of one look.</summary>
    private const int PageSize = 1000;

    /// <summary>Commits of so long a time are looked at together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Looks at all that some provinces committed since their marks.</summary>
    public async Task RunAsync(IEnumerable<string> provinces, CancellationToken cancellation)
    {
        var marks = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var province in provinces)
            if (await TryLookAsync(province, cancellation) is { } position) marks[province] = position;
        if (marks.Count > 0) await SetMarksAsync(marks);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One lane for all: each search runs after the commit before it, so nobody races.
        if (!storage.LanePerProvince) return;
        foreach (var province in book.Now.Reference.CurrentProvinces) committed.Add(province.Code);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await committed.SomeAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
                await RunAsync(committed.Take(), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<long?> TryLookAsync(string province, CancellationToken cancellation)
    {
        try
        {
            return await LookAsync(province, cancellation);
        }
        catch (Exception exception) when (storage.FaultOf(exception) is StoreFault.Busy or StoreFault.Unavailable)
        {
            // The mark stayed where it was: the next round begins there.
            Away(exception);
            committed.Add(province);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException)
        {
            ServerLog.NotLookedAgain(logger, province, storage.ForLog(exception));
            return null;
        }
    }

    /// <summary>Goes from the mark to the head; null when they are one.</summary>
    private async Task<long?> LookAsync(string province, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var from = await db.DuplicateMarks.Where(mark => mark.ProvinceCode == province)
            .Select(mark => mark.Position).SingleOrDefaultAsync(cancellation);
        var head = await db.Heads.Where(row => row.ProvinceCode == province).Select(row => row.Position)
            .SingleAsync(cancellation);
        for (var at = from; at < head;)
        {
            var through = Math.Min(head, at + PageSize);
            var keys = await SuspectsAsync(db, province, at, through, cancellation);
            if (keys.Count > 0) await LookAtAsync(province, keys, cancellation);
            at = through;
        }
        return head > from ? head : null;
    }

    /// <summary>
    /// Projects written between two positions that share a tax code or a name with another one: mostly none, and the
    /// store alone finds out.
    /// </summary>
    private static Task<List<string>> SuspectsAsync(
        ExchangeDb db, string province, long after, long through, CancellationToken cancellation)
    {
        var written =
            from entry in db.Entries
            where entry.ProvinceCode == province && entry.Position > after && entry.Position <= through
                && entry.EntryType == EntryType.RecordVersion && entry.RecordKind == (int)RecordKind.Project
            join own in db.Beneficiaries on new { entry.ProvinceCode, entry.RecordKey }
                equals new { own.ProvinceCode, own.RecordKey }
            select own;
        var byCode = written.Where(own => own.TaxCode != "" && db.Beneficiaries.Any(other =>
            other.TaxCode == own.TaxCode
            && (other.ProvinceCode != own.ProvinceCode || other.RecordKey != own.RecordKey)));
        var byName = written.Where(own => own.NameKey != "" && db.Beneficiaries.Any(other =>
            other.NameKey == own.NameKey
            && (other.ProvinceCode != own.ProvinceCode || other.RecordKey != own.RecordKey)));
        return byCode.Select(own => own.RecordKey).Union(byName.Select(own => own.RecordKey)).ToListAsync(cancellation);
    }

    /// <summary>
    /// Tells the others first and the province itself last: what it was told shows that the others were, whatever
    /// happens between.
    /// </summary>
    private async Task LookAtAsync(string province, List<string> keys, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var untold = await DuplicateVerdicts.UntoldAsync(db, province, keys, book.Now, _ => true, cancellation);
        if (untold.Count == 0) return;
        var pairs = await DuplicateVerdicts.UnseenAsync(
            db, [.. untold.SelectMany(one => one.Untold)], cancellation);
        var sides = pairs.Concat(pairs.Select(pair => pair.Reversed)).ToHashSet().GroupBy(pair => pair.Province);
        foreach (var side in sides.OrderBy(side => side.Key == province).ThenBy(side => side.Key))
            await TellAsync(side.Key, side.ToHashSet());
    }

    private async Task TellAsync(string province, HashSet<ProjectPair> pairs)
    {
        List<string> keys = [.. pairs.Select(pair => pair.RecordKey).Distinct()];
        var told = await lanes.Of(province).RunAsync(province, async (db, head) =>
        {
            var (verdicts, now) = (book.Now, time.UtcNowMilliseconds());
            var untold = await DuplicateVerdicts.UntoldAsync(db, province, keys, verdicts, pairs.Contains, default);
            foreach (var one in untold)
                LateFindings.Add(
                    db, head, await SubmissionStore.LoadAsync(db, province, one.Row.SubmissionId), one, verdicts, now);
            return untold;
        });
        foreach (var one in told) audit.Told(LateFindings.Actor, province, one);
        if (told.Count > 0) ServerLog.DuplicatesTold(logger, province, told.Count);
    }

    /// <summary>
    /// Under the ministry's head: the marks are its own matter, and no province waits for them. One that could not be
    /// set is set by the next round.
    /// </summary>
    private async Task SetMarksAsync(Dictionary<string, long> marks)
    {
        try
        {
            await lanes.Of(Caller.MinistryCode).RunAsync(Caller.MinistryCode, async (db, _) =>
            {
                var known = await db.DuplicateMarks.AsTracking().ToDictionaryAsync(mark => mark.ProvinceCode);
                foreach (var (province, position) in marks)
                    if (known.TryGetValue(province, out var mark)) mark.Position = Math.Max(mark.Position, position);
                    else db.DuplicateMarks.Add(new DuplicateMark { ProvinceCode = province, Position = position });
                return true;
            });
        }
        catch (Exception exception) when (storage.FaultOf(exception) is not null)
        {
            Away(exception);
        }
    }

    private void Away(Exception exception) => ServerLog.StoreFailed(
        logger, $"{storage.FaultOf(exception)}", "second look for duplicates", exception.GetBaseException().Message);
}
