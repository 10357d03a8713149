using Google.Protobuf.WellKnownTypes;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.Server.Queries;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Periods;

/// <summary>What is asked about periods. Reads, and the run that a caller asks for.</summary>
internal sealed class PeriodQueries(
    StorageProvider storage, CommitLanes lanes, PeriodRun run, ServerOptions options, PageTokens tokens)
{
    private const int UsualPage = 50;
    private const int LargestPage = 200;

    /// <summary>Bytes kept free for tags, lengths and the period itself.</summary>
    private const int Margin = 16 * 1024;

    public async Task<ListPeriodsResponse> ListAsync(Caller caller, ListPeriodsRequest request)
    {
        var size = PageTokens.Size(request.PageSize, UsualPage, LargestPage);
        var province = caller.ProvinceOr(request.ProvinceCode);
        var before = tokens.Read(caller, request);
        var locked = request.State == PeriodState.Locked;
        await using var db = storage.Open();
        var rows = await db.Periods
            .Where(row => row.ProvinceCode == province && (before == "" || row.ReportPeriod.CompareTo(before) < 0)
                && (request.State == PeriodState.Unspecified || row.Locked == locked))
            .OrderByDescending(row => row.ReportPeriod).Take(size + 1).ToListAsync();
        var page = rows.Take(size).ToList();
        return new()
        {
            Periods = { await MessagesAsync(db, province, page) },
            NextPageToken = rows.Count > size ? tokens.Make(caller, request, page[^1].ReportPeriod) : "",
        };
    }

    public async Task<GetPeriodResponse> GetAsync(Caller caller, GetPeriodRequest request)
    {
        var (province, key) = (caller.ProvinceOr(request.ProvinceCode), request.ReportPeriod);
        await RequireProvinceAsync(province);
        if (request.Refresh) await RefreshAsync(province, key);
        await using var db = storage.Open();
        var answer = new GetPeriodResponse { Period = await PeriodAsync(db, province, key) };
        var findings = await db.PeriodFindings
            .Where(row => row.ProvinceCode == province && row.ReportPeriod == key && row.ClosedAt == null)
            .OrderByDescending(row => row.Severity).ThenBy(row => row.RuleId).ThenBy(row => row.Subject).ToListAsync();
        var room = options.Limits.AnswerBytes - Margin;
        foreach (var finding in findings.Select(row => PeriodFindings.ToMessage(row, request.Language)))
        {
            room -= finding.CalculateSize() + 8;
            if (room < 0) break;
            answer.Findings.Add(finding);
        }
        return answer;
    }

    public async Task<Period> PeriodAsync(string province, string period)
    {
        await using var db = storage.Open();
        return await PeriodAsync(db, province, period);
    }

    /// <summary>A province that has a ledger; the ministry's own has no periods.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_NOT_FOUND.</exception>
    public async Task RequireProvinceAsync(string province)
    {
        await using var db = storage.Open();
        if (province == Caller.MinistryCode || !await db.Heads.AnyAsync(head => head.ProvinceCode == province))
            throw ExchangeErrors.ResourceNotFound($"There is no province {province} today.");
    }

    /// <summary>A period without any record has nothing to be judged, and leaves no row behind.</summary>
    private Task RefreshAsync(string province, string period) =>
        lanes.Of(province).RunAsync(province, async (db, head) =>
        {
            var rows = await db.Periods.AsTracking()
                .Where(row => row.ProvinceCode == province && row.ReportPeriod == period).ToListAsync();
            if (rows.Count > 0) await run.JudgeAsync(db, head, rows);
            return rows.Count;
        });

    private static async Task<Period> PeriodAsync(ExchangeDb db, string province, string period)
    {
        var row = await db.Periods.SingleOrDefaultAsync(row =>
            row.ProvinceCode == province && row.ReportPeriod == period);
        row ??= new PeriodRow { ProvinceCode = province, ReportPeriod = period };
        return (await MessagesAsync(db, province, [row]))[0];
    }

    private static async Task<List<Period>> MessagesAsync(
        ExchangeDb db, string province, IReadOnlyList<PeriodRow> rows)
    {
        if (rows.Count == 0) return [];
        var keys = rows.Select(row => row.ReportPeriod).ToList();
        var counts = (await Counts(db, province, keys).ToListAsync()).ToLookup(count => count.ReportPeriod);
        var open = (await db.PeriodFindings
                .Where(row => row.ProvinceCode == province && keys.Contains(row.ReportPeriod) && row.ClosedAt == null)
                .GroupBy(row => new { row.ReportPeriod, row.Severity })
                .Select(group => new { group.Key.ReportPeriod, group.Key.Severity, Count = group.LongCount() })
                .ToListAsync())
            .ToLookup(group => group.ReportPeriod);
        return [.. rows.Select(row =>
        {
            var message = ToMessage(row);
            message.Counts.Add(counts[row.ReportPeriod].OrderBy(count => count.Kind)
                .ThenBy(count => count.Source, StringComparer.Ordinal)
                .Select(count => new PeriodCount
                {
                    Kind = count.Kind, FundingSource = count.Source, Records = count.Records,
                }));
            message.OpenFindings = open[row.ReportPeriod].Sum(group => group.Count);
            message.OpenErrors = open[row.ReportPeriod].Where(group => group.Severity == Severity.Error)
                .Sum(group => group.Count);
            return message;
        })];
    }

    private static Period ToMessage(PeriodRow row) => new()
    {
        ProvinceCode = row.ProvinceCode,
        ReportPeriod = row.ReportPeriod,
        State = row.Locked ? PeriodState.Locked : PeriodState.Open,
        StateSince = row.StateSince is { } since ? Timestamp.FromDateTime(since) : null,
        StateBy = row.StateBy,
        Reason = row.Reason,
        OfficialLetter = row.OfficialLetter.Length > 0 ? OfficialLetter.Parser.ParseFrom(row.OfficialLetter) : null,
        JudgedBy = row.JudgedOn is { } day ? Verdicts.Describe(row.RuleSetVersion, row.ReferenceVersion, day) : null,
        JudgedAt = row.JudgedAt is { } at ? Timestamp.FromDateTime(at) : null,
        Current = row.ChangedPosition <= row.JudgedPosition,
    };

    /// <summary>Records of some periods by kind and funding source: one statement.</summary>
    private static IQueryable<PeriodRecords> Counts(
        ExchangeDb db, string province, IReadOnlyCollection<string> periods)
    {
        var centres = db.Set<CentreRow>()
            .Where(row => row.ProvinceCode == province && periods.Contains(row.ReportPeriod) && !row.Deleted)
            .GroupBy(row => row.ReportPeriod)
            .Select(group => new PeriodRecords
            {
                ReportPeriod = group.Key, Kind = RecordKind.Centre, Source = "", Records = group.LongCount(),
            });
        var projects = db.Set<ProjectRow>()
            .Where(row => row.ProvinceCode == province && periods.Contains(row.ReportPeriod) && !row.Deleted)
            .GroupBy(row => row.ReportPeriod)
            .Select(group => new PeriodRecords
            {
                ReportPeriod = group.Key, Kind = RecordKind.Project, Source = "", Records = group.LongCount(),
            });
        var funding = db.Set<FundingRow>()
            .Where(row => row.ProvinceCode == province && periods.Contains(row.ReportPeriod) && !row.Deleted)
            .GroupBy(row => new { row.ReportPeriod, row.FundingSource })
            .Select(group => new PeriodRecords
            {
                ReportPeriod = group.Key.ReportPeriod, Kind = RecordKind.Funding, Source = group.Key.FundingSource,
                Records = group.LongCount(),
            });
        return centres.Concat(projects).Concat(funding);
    }

    private sealed class PeriodRecords
    {
        public required string ReportPeriod { get; init; }

        public required RecordKind Kind { get; init; }

        public required string Source { get; init; }

        public required long Records { get; init; }
    }
}
