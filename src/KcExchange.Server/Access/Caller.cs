namespace KcExchange.Server.Access;

/// <summary>What a caller may be. Text as registered and as on the command line.</summary>
internal static class Role
{
    public const string Submitter = "province.submitter";
    public const string Approver = "province.approver";
    public const string Reader = "province.reader";
    public const string Officer = "ministry.officer";
    public const string MinistryReader = "ministry.reader";
    public const string Admin = "ministry.admin";
    public const string Auditor = "auditor";

    public static IReadOnlyList<string> OfProvinces { get; } = [Submitter, Approver, Reader];

    public static IReadOnlyList<string> OfMinistry { get; } = [Officer, MinistryReader, Admin, Auditor];
}

/// <summary>Who calls, as the registry knows it.</summary>
/// <param name="Name">Name for logs and ledger.</param>
/// <param name="ProvinceCode">Province, or <see cref="MinistryCode"/>.</param>
/// <param name="Roles">Roles.</param>
/// <param name="Thumbprint">SHA-256 of the certificate.</param>
internal sealed record Caller(string Name, string ProvinceCode, IReadOnlySet<string> Roles, string Thumbprint)
{
    /// <summary>Stands for the ministry wherever a province code is asked for.</summary>
    public const string MinistryCode = "00";

    public bool IsMinistry => ProvinceCode == MinistryCode;

    /// <summary>The province that a request is about: as it names one, else the caller's own.</summary>
    /// <param name="named">Province of the request; empty = none.</param>
    public string ProvinceOr(string named) => named.Length > 0 ? named : ProvinceCode;
}
