namespace KcExchange.Contracts.Reference;

/// <summary>In which way the letters of a font stand for Vietnamese; None = Unicode.</summary>
public enum OldFont
{
    /// <summary>Unicode, or unknown.</summary>
    None,

    /// <summary>TCVN 5712:1993 VN3, "ABC": fonts named .Vn….</summary>
    Tcvn3,

    /// <summary>The same, in a font that shows every letter as a capital: .Vn…H.</summary>
    Tcvn3Capitals,

    /// <summary>VNI for Windows, two letters for a vowel with marks: fonts named VNI-….</summary>
    Vni,
}
