using Grpc.Core;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.V1;

namespace KcExchange.Server.Periods;

/// <summary>PeriodService: who may call was decided by <see cref="CallGuard"/> before any of these runs.</summary>
[BindServiceMethod(typeof(PeriodEndpoint), nameof(BindGuarded))]
internal sealed class PeriodEndpoint(PeriodQueries queries, PeriodLocks locks, TimeProvider time)
    : PeriodService.PeriodServiceBase
{
    private const int LongestReason = 500;
    private const int LongestNumber = 100;
    private const int HashBytes = 32;

    /// <summary>Found by the framework; binds with <see cref="FrameGuard"/> round every request.</summary>
    public static void BindGuarded(ServiceBinderBase binder, PeriodService.PeriodServiceBase? endpoint) =>
        PeriodService.BindService(new FrameGuard(binder), endpoint);

    public override Task<ListPeriodsResponse> ListPeriods(ListPeriodsRequest request, ServerCallContext context) =>
        queries.ListAsync(CallGuard.CallerOf(context), request);

    public override Task<GetPeriodResponse> GetPeriod(GetPeriodRequest request, ServerCallContext context)
    {
        PeriodOf(request.ReportPeriod);
        return queries.GetAsync(CallGuard.CallerOf(context), request);
    }

    public override async Task<LockPeriodResponse> LockPeriod(LockPeriodRequest request, ServerCallContext context)
    {
        if (PeriodOf(request.ReportPeriod).Start > VietnamTime.Today(time))
            throw ExchangeErrors.RequestInvalid($"Period {request.ReportPeriod} has not begun.");
        Check(request.Reason, request.OfficialLetter);
        await queries.RequireProvinceAsync(request.ProvinceCode);
        await locks.LockAsync(CallGuard.CallerOf(context), request);
        return new() { Period = await queries.PeriodAsync(request.ProvinceCode, request.ReportPeriod) };
    }

    public override async Task<ReopenPeriodResponse> ReopenPeriod(
        ReopenPeriodRequest request, ServerCallContext context)
    {
        PeriodOf(request.ReportPeriod);
        Check(request.Reason, request.OfficialLetter);
        await queries.RequireProvinceAsync(request.ProvinceCode);
        await locks.ReopenAsync(CallGuard.CallerOf(context), request);
        return new() { Period = await queries.PeriodAsync(request.ProvinceCode, request.ReportPeriod) };
    }

    private static ReportPeriod PeriodOf(string text) => ReportPeriod.TryParse(text, out var period)
        ? period
        : throw ExchangeErrors.RequestInvalid("report_period must be like 2026-M10, 2026-Q3, 2026-H1 or 2026-Y.");

    private static void Check(string reason, OfficialLetter? letter)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
            throw ExchangeErrors.RequestInvalid($"reason must have 1 to {LongestReason} characters.");
        if (letter is not null
            && (letter.Number.Length > LongestNumber || letter.Sha256.Length is not (0 or HashBytes)))
            throw ExchangeErrors.RequestInvalid(
                $"official_letter: number has at most {LongestNumber} characters, sha256 has {HashBytes} bytes.");
    }
}
