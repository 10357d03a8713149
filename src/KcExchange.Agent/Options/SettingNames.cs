namespace KcExchange.Agent.Options;

/// <summary>One setting and the ways in which it can be given.</summary>
/// <param name="Name">Name in the configuration file.</param>
/// <param name="Option">Option of the command line; empty: none.</param>
/// <param name="Variable">Variable of the environment.</param>
/// <param name="IsPath">The value is a path; in a configuration file relative to that file.</param>
/// <param name="HelpVi">Help, Vietnamese.</param>
/// <param name="HelpEn">Help, English.</param>
internal sealed record SettingName(
    string Name, string Option, string Variable, bool IsPath, string HelpVi, string HelpEn);

/// <summary>THE list of settings.</summary>
internal static class SettingNames
{
    internal static SettingName Server { get; } = new(
        "server", "--server", "KCX_SERVER", false, "Địa chỉ máy chủ, https://…", "Address of the exchange, https://…");

    internal static SettingName Certificate { get; } = new(
        "certificate", "--cert", "KCX_CERT", true, "Tệp chứng thư của đơn vị (.pfx hoặc .pem)",
        "File of your certificate (.pfx or .pem)");

    internal static SettingName Key { get; } = new(
        "key", "--key", "KCX_KEY", true, "Tệp khóa bí mật, nếu để riêng", "File of the private key, where it is apart");

    internal static SettingName Authority { get; } = new(
        "ca", "--ca", "KCX_CA", true, "Chứng thư của cơ quan chứng thực (ca.pem)",
        "Certificate of the authority (ca.pem)");

    internal static SettingName Outbox { get; } = new(
        "outbox", "--outbox", "KCX_OUTBOX", true, "Thư mục hộp gửi", "Folder of the outbox");

    internal static SettingName Language { get; } = new(
        "language", "--lang", "KCX_LANG", false, "Ngôn ngữ: vi hoặc en", "Language: vi or en");

    internal static SettingName Attempts { get; } = new(
        "attempts", "--attempts", "KCX_ATTEMPTS", false, "Số lần thử liên tiếp, 1 đến 100", "Tries in a row, 1 to 100");

    internal static SettingName Unit { get; } = new(
        "unit", "--unit", "KCX_UNIT", false,
        "Đơn vị tính tiền khi tệp không ghi: đồng, nghìn đồng, triệu đồng hoặc tỷ đồng",
        "Unit of money where the file gives none: đồng, nghìn đồng, triệu đồng or tỷ đồng");

    internal static SettingName Mapping { get; } = new(
        "mapping", "--map", "KCX_MAP", true, "Tệp ánh xạ cho bảng có tiêu đề khác mẫu (.yaml hoặc .json)",
        "Mapping file for tables with other headings than the template's (.yaml or .json)");

    internal static SettingName FixFonts { get; } = new(
        "fix-fonts", "", "KCX_FIX_FONTS", false, "Chuyển chữ phông cũ TCVN3, VNI sang Unicode: true hoặc false",
        "Convert text of old fonts (TCVN3, VNI) to Unicode: true or false");

    internal static SettingName Separator { get; } = new(
        "separator", "--separator", "KCX_SEPARATOR", false,
        "Dấu phân cách của tệp CSV: phẩy, chấm phẩy, tab hoặc | (tự nhận khi không ghi)",
        "Separator of a CSV file: comma, semicolon, tab or | (found out when not given)");

    internal static SettingName Encoding { get; } = new(
        "encoding", "--encoding", "KCX_ENCODING", false,
        "Bảng mã của tệp CSV, JSON lines: utf-8, windows-1258… (tự nhận khi không ghi)",
        "Encoding of a CSV or JSON lines file: utf-8, windows-1258… (found out when not given)");

    internal static IReadOnlyList<SettingName> All { get; } =
    [
        Server, Certificate, Key, Authority, Outbox, Language, Attempts, Unit, Mapping, FixFonts, Separator, Encoding,
    ];
}
