namespace KcExchange.Contracts.Reference;

/// <summary>Codes of list funding_level that rules name.</summary>
public static class FundingLevels
{
    /// <summary>Khuyến công quốc gia.</summary>
    public const string National = "KCQG";
}

/// <summary>Codes of list funding_scope.</summary>
public static class FundingScopes
{
    /// <summary>The province as a whole.</summary>
    public const string Province = "PROVINCE";

    /// <summary>One activity content.</summary>
    public const string Category = "CATEGORY";

    /// <summary>One project.</summary>
    public const string Project = "PROJECT";
}

/// <summary>Codes of list project_status that rules name.</summary>
public static class ProjectStatuses
{
#pragma warning disable CS1591 // The names are those of the list, which explains them.
    public const string Draft = "DRAFT";
    public const string Registered = "REGISTERED";
    public const string BaseAppraised = "BASE_APPRAISED";
    public const string MinistryAppraised = "MINISTRY_APPRAISED";
    public const string Returned = "RETURNED";
    public const string Rejected = "REJECTED";
    public const string Approved = "APPROVED";
    public const string Contracted = "CONTRACTED";
    public const string Executing = "EXECUTING";
    public const string Adjusting = "ADJUSTING";
    public const string Accepted = "ACCEPTED";
    public const string Settled = "SETTLED";
    public const string Closed = "CLOSED";
    public const string Stopped = "STOPPED";
#pragma warning restore CS1591
}

/// <summary>Codes that rules name: they may end, but a list must not lose them.</summary>
internal static class KnownCodes
{
    public static IEnumerable<(string List, string Code)> All =>
    [
        ("funding_level", FundingLevels.National),
        .. Codes("funding_scope", FundingScopes.Province, FundingScopes.Category, FundingScopes.Project),
        .. Codes(
            "project_status", ProjectStatuses.Draft, ProjectStatuses.Registered, ProjectStatuses.BaseAppraised,
            ProjectStatuses.MinistryAppraised, ProjectStatuses.Returned, ProjectStatuses.Rejected,
            ProjectStatuses.Approved, ProjectStatuses.Contracted, ProjectStatuses.Executing, ProjectStatuses.Adjusting,
            ProjectStatuses.Accepted, ProjectStatuses.Settled, ProjectStatuses.Closed, ProjectStatuses.Stopped),
    ];

    private static IEnumerable<(string List, string Code)> Codes(string list, params string[] codes) =>
        codes.Select(code => (list, code));
}
