namespace KcExchange.Server.Access;

/// <summary>Who may call one RPC: on the caller's own province, and on another one.</summary>
/// <param name="Own">Roles that may call it for their own province.</param>
/// <param name="Foreign">Roles that may call it for a province that is not theirs.</param>
internal sealed record Grant(IReadOnlyList<string> Own, IReadOnlyList<string> Foreign);

/// <summary>
/// THE policy: RPC × role × own or foreign province. What is not here is denied. A test walks all services of the
/// contract and fails on an RPC without a line.
/// </summary>
internal static class AccessPolicy
{
    private static readonly Grant Write = new([Role.Submitter], []);

    private static readonly Grant Confirm = new([Role.Submitter, Role.Approver], []);

    private static readonly Grant Read = new(
        [Role.Submitter, Role.Approver, Role.Reader],
        [Role.Officer, Role.MinistryReader, Role.Admin, Role.Auditor]);

    private static readonly Grant Govern = new([], [Role.Officer, Role.Admin]);

    public static IReadOnlyDictionary<string, Grant> ByMethod { get; } =
        new Dictionary<string, Grant>(StringComparer.Ordinal)
        {
            ["/kcexchange.v1.SubmissionService/CreateSubmission"] = Write,
            ["/kcexchange.v1.SubmissionService/SubmitRecords"] = Write,
            ["/kcexchange.v1.SubmissionService/AppendRecords"] = Write,
            ["/kcexchange.v1.SubmissionService/ValidateRecords"] = Write,
            ["/kcexchange.v1.SubmissionService/PreviewSubmission"] = Read,
            ["/kcexchange.v1.SubmissionService/SealSubmission"] = Write,
            ["/kcexchange.v1.SubmissionService/ConfirmSubmission"] = Confirm,
            ["/kcexchange.v1.SubmissionService/CancelSubmission"] = Write,
            ["/kcexchange.v1.SubmissionService/GetSubmission"] = Read,
            ["/kcexchange.v1.SubmissionService/ListSubmissions"] = Read,
            ["/kcexchange.v1.SubmissionService/ListRecordResults"] = Read,
            ["/kcexchange.v1.SubmissionService/ListFindings"] = Read,
            ["/kcexchange.v1.SubmissionService/SummarizeFindings"] = Read,
            ["/kcexchange.v1.SubmissionService/GetReceipt"] = Read,
            ["/kcexchange.v1.PeriodService/ListPeriods"] = Read,
            ["/kcexchange.v1.PeriodService/GetPeriod"] = Read,
            ["/kcexchange.v1.PeriodService/LockPeriod"] = Govern,
            ["/kcexchange.v1.PeriodService/ReopenPeriod"] = Govern,
            ["/kcexchange.v1.ReferenceService/ListCodes"] = Read,
            ["/kcexchange.v1.ReferenceService/ResolveCode"] = Read,
            ["/kcexchange.v1.ReferenceService/ListRules"] = Read,
            ["/kcexchange.v1.ReferenceService/GetReferenceBundle"] = Read,
        };

    /// <summary>True for a call about no province: the ministry names none.</summary>
    /// <param name="method">Full method name.</param>
    public static bool IsAboutNoProvince(string method) =>
        method.StartsWith("/kcexchange.v1.ReferenceService/", StringComparison.Ordinal);

    /// <summary>True when the caller has one of the roles that the RPC grants for the province.</summary>
    /// <param name="method">Full method name, "/package.Service/Method".</param>
    /// <param name="caller">Caller.</param>
    /// <param name="ownProvince">The call is about the caller's own province.</param>
    public static bool Allows(string method, Caller caller, bool ownProvince) =>
        ByMethod.TryGetValue(method, out var grant)
        && (ownProvince ? grant.Own : grant.Foreign).Any(caller.Roles.Contains);
}
