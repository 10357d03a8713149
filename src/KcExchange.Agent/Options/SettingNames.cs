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

    internal static IReadOnlyList<SettingName> All { get; } =
        [Server, Certificate, Key, Authority, Outbox, Language, Attempts];
}
