using System.Globalization;
using Grpc.Core;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.Server.Queries;
using KcExchange.V1;

namespace KcExchange.Server.Reference;

/// <summary>ReferenceService: answers from what this replica judges with; the store is not asked.</summary>
[BindServiceMethod(typeof(ReferenceEndpoint), nameof(BindGuarded))]
internal sealed class ReferenceEndpoint(CurrentBook current, PageTokens tokens)
    : ReferenceService.ReferenceServiceBase
{
    private const int UsualPage = 500;
    private const int LargestPage = 1000;
    private const int LongestCode = 200;

    /// <summary>Found by the framework; binds with <see cref="FrameGuard"/> round every request.</summary>
    public static void BindGuarded(ServiceBinderBase binder, ReferenceService.ReferenceServiceBase? endpoint) =>
        ReferenceService.BindService(new FrameGuard(binder), endpoint);

    public override Task<ListCodesResponse> ListCodes(ListCodesRequest request, ServerCallContext context)
    {
        var now = current.Now;
        var caller = CallGuard.CallerOf(context);
        CheckList(now.Reference, request.List);
        var size = PageTokens.Size(request.PageSize, UsualPage, LargestPage);
        if (request.WithinProvince.Length > 0
            && now.Reference.CurrentProvinces.All(unit => unit.Code != request.WithinProvince))
            throw ExchangeErrors.RequestInvalid("within_province must be one of today's provinces.");
        var place = tokens.Read(caller, request).Split('@');
        // A page of another version would leave out or repeat codes.
        if (place.Length == 2 && place[1] != now.Reference.Version) throw ExchangeErrors.CursorInvalid();
        var from = place.Length == 2 ? int.Parse(place[0], CultureInfo.InvariantCulture) : 0;
        var day = Day(request.AsOf, now.Today);
        var codes = CodeResolver.Codes(now.Reference, request.List, day, request.WithinProvince)
            .Skip(from).Take(size + 1).ToList();
        var next = string.Create(CultureInfo.InvariantCulture, $"{from + size}@{now.Reference.Version}");
        return Task.FromResult(new ListCodesResponse
        {
            Codes = { codes.Take(size) },
            NextPageToken = codes.Count > size ? tokens.Make(caller, request, next) : "",
            ReferenceVersion = now.Reference.Version,
        });
    }

    public override Task<ResolveCodeResponse> ResolveCode(ResolveCodeRequest request, ServerCallContext context)
    {
        var now = current.Now;
        CheckList(now.Reference, request.List);
        if (request.Code.Length > LongestCode)
            throw ExchangeErrors.RequestInvalid($"code has more than {LongestCode} characters.");
        return Task.FromResult(
            CodeResolver.Resolve(now.Reference, request.List, request.Code, Day(request.AsOf, now.Today)));
    }

    public override Task<ListRulesResponse> ListRules(ListRulesRequest request, ServerCallContext context)
    {
        var now = current.Now;
        return Task.FromResult(new ListRulesResponse
        {
            Rules =
            {
                RuleCatalogue.All
                    .Where(rule => request.Kind == RecordKind.Unspecified
                        || rule.Kind == RecordKind.Unspecified || rule.Kind == request.Kind)
                    .Where(rule => request.Stage == JudgingStage.Unspecified
                        || RuleInfos.StageOf(rule) == request.Stage)
                    .Select(rule => RuleInfos.Of(rule, now.Rules, request.Language)),
            },
            Settings = { RuleInfos.Settings(now.Rules) },
            RuleSetVersion = now.Rules.Version,
            ReferenceVersion = now.Reference.Version,
        });
    }

    public override Task<GetReferenceBundleResponse> GetReferenceBundle(
        GetReferenceBundleRequest request, ServerCallContext context)
    {
        var loaded = current.Loaded;
        var unchanged = request.KnownVersion == loaded.Bundle.Version.Version;
        return Task.FromResult(new GetReferenceBundleResponse
        {
            Unchanged = unchanged,
            Bundle = unchanged ? new ReferenceBundle { Version = loaded.Bundle.Version } : loaded.Bundle,
            RuleSetVersion = loaded.Book.Rules.Version,
        });
    }

    private static void CheckList(ReferenceData reference, string list)
    {
        if (!reference.Lists.Contains(list))
            throw ExchangeErrors.RequestInvalid(
                $"There is no list \"{list}\"; there are {string.Join(", ", reference.Lists)}.");
    }

    private static DateOnly Day(CivilDate? asked, DateOnly today) => asked is null ? today
        : asked.TryToDateOnly(out var day) ? day
        : throw ExchangeErrors.RequestInvalid("as_of is no day.");
}
