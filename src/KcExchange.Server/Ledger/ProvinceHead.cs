namespace KcExchange.Server.Ledger;

/// <summary>
/// The one row per province that every change of that province locks first: it gives commit order without gaps, fencing
/// and tamper evidence. Made with the reference data; "00" is the ministry's.
/// </summary>
internal sealed class ProvinceHead
{
    public required string ProvinceCode { get; init; }

    /// <summary>Position of the last entry; 0 = none yet.</summary>
    public long Position { get; set; }

    /// <summary>Chain hash after the last entry, 32 bytes; genesis = SHA-256(province_code).</summary>
    public required byte[] ChainHash { get; set; }

    /// <summary>Highest source_version that the province ever sent and had accepted or answered as unchanged.</summary>
    public long HighestSourceVersion { get; set; }
}
