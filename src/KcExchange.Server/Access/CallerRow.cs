namespace KcExchange.Server.Access;

/// <summary>A registered caller: one certificate. Nothing but this row says who a caller is.</summary>
internal sealed class CallerRow
{
    /// <summary>SHA-256 of the certificate, lower-case hex: what a connection is looked up by.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Serial number, hex, as a person reads it in the certificate.</summary>
    public required string Serial { get; init; }

    /// <summary>Name for logs and the ledger, e.g. "08-submitter".</summary>
    public required string Name { get; init; }

    /// <summary>Province, or "00" for the ministry.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Roles, separated by ';', e.g. "province.submitter;province.reader".</summary>
    public required string Roles { get; init; }

    public required DateTime ValidFrom { get; init; }

    public required DateTime ValidTo { get; init; }

    public DateTime? RevokedAt { get; set; }
}
