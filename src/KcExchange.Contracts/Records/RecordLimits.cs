namespace KcExchange.Contracts.Records;

/// <summary>
/// Limits of one record (docs/PROTOCOL.md, "Limits") unless a server says otherwise; what is judged without a server
/// keeps to them too.
/// </summary>
public static class RecordLimits
{
    /// <summary>Largest record, in bytes as serialised.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>Findings of one record that are kept; one more (KC-SYS-008) says how many there were.</summary>
    public const int Findings = 200;
}
