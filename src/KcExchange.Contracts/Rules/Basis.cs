using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// How sure a rule's legal basis is. ERROR is for arithmetic, format, identity, or a basis that is in force and was
/// seen;
/// where the basis is expired or unseen, a rule warns and its text says "căn cứ chờ xác nhận".
/// </summary>
internal static class Basis
{
    /// <summary>First day of NĐ 45/2012/NĐ-CP.</summary>
    public static readonly DateOnly Decree45Start = new(2012, 7, 5);

    /// <summary>First day of TT 28/2018/TT-BTC.</summary>
    public static readonly DateOnly Circular28Start = new(2018, 5, 11);

    /// <summary>
    /// Legal basis where only an expired circular was read: names the one in force, which may have changed it.
    /// </summary>
    public const string NewFinance =
        $"TT 28/2018/TT-BTC, sửa đổi bởi TT 64/2024/TT-BTC (chưa xem nguyên văn): {ToConfirm}";

    public const string Ours = "ours";
    public const string InForce = "in force";
    public const string Unverified = "unverified";
    public const string StatusUnknown = "status unknown";
    public const string Decree45 = "in force, amended by NĐ 235/2025, text not seen";
    public const string Circular36 = "in force, amended by TT 17/2018, text not seen";
    public const string Circular46 = "in force, amended by TT 20/2017, text not seen";
    public const string Circular28 = "in force, amended by TT 64/2024, text not seen";
    public const string Expired2018 = "expired 2018-05-11, successor text not seen";

    /// <summary>First day of TT 36/2013/TT-BCT.</summary>
    public static readonly DateOnly Circular36Start = new(2014, 2, 10);

    /// <summary>What a text says where the basis has expired or its words in force were not seen.</summary>
    public const string ToConfirm = "căn cứ chờ xác nhận";

    /// <summary>Legal basis of a rule that no law makes.</summary>
    public const string OurRule = "quy định của hệ thống trao đổi";

    /// <summary>A ceiling's instrument as findings cite it: with a word where amendments were not seen.</summary>
    /// <param name="instrument">Circular and article, as the table of ceilings names them.</param>
    public static string Of(string instrument) =>
        LegalInstrument.All.Any(known => known.HasUnseenAmendment && known.IsCitedIn(instrument))
            ? $"{instrument}, {ToConfirm}"
            : instrument;

    /// <summary>The same for an English reader: numbers of instruments stay as they are.</summary>
    /// <param name="basis">Value of the parameter <see cref="Rule.Basis"/>.</param>
    public static string InEnglish(string basis) =>
        basis.Replace(ToConfirm, "legal basis to be confirmed", StringComparison.Ordinal);
}
