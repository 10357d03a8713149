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

/// <summary>Codes of list centre_status that rules name.</summary>
public static class CentreStatuses
{
    /// <summary>Đang hoạt động.</summary>
    public const string Active = "HOAT_DONG";
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

/// <summary>Codes of list project_type that rules name.</summary>
public static class ProjectTypes
{
    /// <summary>Đề án theo đối tượng cụ thể: place and beneficiary are fixed at approval.</summary>
    public const string Specific = "CU_THE";

    /// <summary>Đề án nhóm: no fixed place and beneficiary at approval.</summary>
    public const string Grouped = "NHOM";

    /// <summary>Đề án điểm: several contents, more than a year.</summary>
    public const string Flagship = "DIEM";

    /// <summary>Nhiệm vụ: assigned work without a private beneficiary.</summary>
    public const string Task = "NHIEM_VU";
}

/// <summary>Codes of list approval_authority that rules name.</summary>
public static class Authorities
{
    /// <summary>The minister.</summary>
    public const string Minister = "BO_TRUONG";

    /// <summary>The ministry's department in charge of industrial promotion.</summary>
    public const string Department = "CUC";

    /// <summary>The director of the province's Sở Công Thương.</summary>
    public const string Director = "SO_CT";
}

/// <summary>Codes of list adjustment_kind that rules name (TT 36/2013 art. 11.2).</summary>
public static class AdjustmentKinds
{
    /// <summary>More support; the ministry decides.</summary>
    public const string MoreSupport = "TANG_KP";

    /// <summary>Other content; the ministry decides.</summary>
    public const string Content = "DOI_ND";

    /// <summary>Extension to the next year; the ministry decides.</summary>
    public const string Extension = "GIA_HAN_NAM";

    /// <summary>A project added to the plan; the ministry decides.</summary>
    public const string Added = "BO_SUNG";

    /// <summary>The project is stopped; the ministry decides.</summary>
    public const string Stop = "NGUNG";

    /// <summary>Another place; the department decides, of a grouped project the Sở.</summary>
    public const string Place = "DOI_DIA_DIEM";

    /// <summary>Another beneficiary; the department decides, of a grouped project the Sở.</summary>
    public const string Beneficiary = "DOI_THU_HUONG";

    /// <summary>Another partner; the department decides, of a grouped project the Sở.</summary>
    public const string Partner = "DOI_PHOI_HOP";

    /// <summary>Other dates in the plan year; the department decides.</summary>
    public const string Time = "DOI_TG_TRONG_NAM";

    /// <summary>Less support; the department decides.</summary>
    public const string LessSupport = "GIAM_KP";
}

/// <summary>Codes that rules name: they may end, but a list must not lose them.</summary>
internal static class KnownCodes
{
    public static IEnumerable<(string List, string Code)> All =>
    [
        ("funding_level", FundingLevels.National),
        .. Codes("funding_scope", FundingScopes.Province, FundingScopes.Category, FundingScopes.Project),
        ("centre_status", CentreStatuses.Active),
        .. Codes("approval_authority", Authorities.Minister, Authorities.Department, Authorities.Director),
        .. Codes(
            "project_type", ProjectTypes.Specific, ProjectTypes.Grouped, ProjectTypes.Flagship, ProjectTypes.Task),
        .. Codes(
            "adjustment_kind", AdjustmentKinds.MoreSupport, AdjustmentKinds.Content, AdjustmentKinds.Extension,
            AdjustmentKinds.Added, AdjustmentKinds.Stop, AdjustmentKinds.Place, AdjustmentKinds.Beneficiary,
            AdjustmentKinds.Partner, AdjustmentKinds.Time, AdjustmentKinds.LessSupport),
        .. Codes(
            "project_status", ProjectStatuses.Draft, ProjectStatuses.Registered, ProjectStatuses.BaseAppraised,
            ProjectStatuses.MinistryAppraised, ProjectStatuses.Returned, ProjectStatuses.Rejected,
            ProjectStatuses.Approved, ProjectStatuses.Contracted, ProjectStatuses.Executing, ProjectStatuses.Adjusting,
            ProjectStatuses.Accepted, ProjectStatuses.Settled, ProjectStatuses.Closed, ProjectStatuses.Stopped),
    ];

    private static IEnumerable<(string List, string Code)> Codes(string list, params string[] codes) =>
        codes.Select(code => (list, code));
}
