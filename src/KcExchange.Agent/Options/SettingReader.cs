using System.Globalization;
using System.Text.Json;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Options;

/// <summary>Finds each setting: command line before environment before configuration file before default.</summary>
/// <param name="commandLine">Value of an option, null where it was not given.</param>
/// <param name="environment">Value of a variable, null where it is not set.</param>
internal sealed class SettingReader(Func<SettingName, string?> commandLine, Func<string, string?> environment)
{
    /// <summary>The configuration file that is read when none is named.</summary>
    internal const string DefaultFile = "kcexchange-agent.json";

    private const string PasswordVariable = "KCX_CERT_PASSWORD";

    private static readonly JsonDocumentOptions Commented =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private Dictionary<string, string> _file = [];

    /// <summary>Reads all settings.</summary>
    /// <param name="configFile">Configuration file as named by the user; null: the default one, if it is there.</param>
    /// <param name="quiet">As given on the command line.</param>
    /// <exception cref="AgentException">The file or a value is not good.</exception>
    internal AgentOptions Read(string? configFile, bool quiet)
    {
        if (configFile is not null || File.Exists(DefaultFile)) _file = ReadFile(configFile ?? DefaultFile);
        var defaults = new AgentOptions();
        return new AgentOptions
        {
            Server = Find(SettingNames.Server) is { } server ? Address(server) : defaults.Server,
            Certificate = Find(SettingNames.Certificate) ?? "",
            Key = Find(SettingNames.Key) ?? "",
            Password = environment(PasswordVariable),
            Authority = Find(SettingNames.Authority) ?? "",
            Outbox = Find(SettingNames.Outbox) ?? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "KcExchange", "outbox"),
            Language = Find(SettingNames.Language) switch
            {
                null => defaults.Language,
                "vi" => "vi",
                "en" => "en",
                var other => throw Bad(SettingNames.Language, other),
            },
            Attempts = Find(SettingNames.Attempts) switch
            {
                null => defaults.Attempts,
                var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number is >= 1 and <= 100 => number,
                var other => throw Bad(SettingNames.Attempts, other),
            },
            Reading = Reading(),
            Quiet = quiet,
        };
    }

    private ReadOptions Reading() => new()
    {
        Unit = Find(SettingNames.Unit) is { } unit
            ? MoneyUnit.Parse(unit) ?? throw Bad(SettingNames.Unit, unit) : null,
        Mapping = Find(SettingNames.Mapping) ?? "",
        FixFonts = Find(SettingNames.FixFonts) switch
        {
            null or "false" or "False" or "0" => false,
            "true" or "True" or "1" => true,
            var other => throw Bad(SettingNames.FixFonts, other),
        },
        Separator = Find(SettingNames.Separator) switch
        {
            null => null,
            "comma" or "," or "phẩy" => ',',
            "semicolon" or ";" or "chấm phẩy" => ';',
            "tab" or "\t" or "\\t" => '\t',
            "|" => '|',
            var other => throw Bad(SettingNames.Separator, other),
        },
        Encoding = Find(SettingNames.Encoding) ?? "",
    };

    private string? Find(SettingName name) =>
        commandLine(name)
        ?? (environment(name.Variable) is { Length: > 0 } value ? value : null)
        ?? _file.GetValueOrDefault(name.Name);

    private Uri Address(string text)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(whole, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw Bad(SettingNames.Server, text);
    }

    private static Dictionary<string, string> ReadFile(string path)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var (name, value) in Members(path))
        {
            var setting = SettingNames.All.FirstOrDefault(known => known.Name == name)
                ?? throw new AgentException(Messages.Settings.UnknownSetting(
                    path, name, VietnameseText.Nearest(name, SettingNames.All.Select(known => known.Name))));
            found[name] = setting.IsPath && value.Length > 0 ? Path.Combine(folder, value) : value;
        }
        return found;
    }

    private static List<(string Name, string Value)> Members(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Commented);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new AgentException(Messages.Settings.BadConfig(path, 1));
            return [.. document.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.ToString()))];
        }
        catch (JsonException broken)
        {
            throw new AgentException(Messages.Settings.BadConfig(path, (broken.LineNumber ?? 0) + 1), broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new AgentException(Messages.Settings.NoConfig(path), unreadable);
        }
    }

    /// <summary>The value is named as it was given: by option, by variable, or by its name in the file.</summary>
    private AgentException Bad(SettingName name, string value) => new(Messages.Settings.BadValue(
        name,
        commandLine(name) is not null && name.Option.Length > 0 ? name.Option
            : environment(name.Variable) is { Length: > 0 } ? name.Variable : $"\"{name.Name}\"",
        value));
}
