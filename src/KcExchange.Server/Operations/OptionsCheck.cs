using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;

namespace KcExchange.Server.Operations;

/// <summary>
/// Reads the settings and refuses what cannot be meant: a name that is none, a number that is none or out of its range.
/// One sentence each; a value is quoted only where it is a number's or an address's.
/// </summary>
internal static class OptionsCheck
{
    /// <summary>The settings of a configuration.</summary>
    /// <param name="configuration">All sources together.</param>
    /// <param name="given">Names from the command line, e.g. "Storage:Provider": each must be known.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static ServerOptions Read(IConfiguration configuration, IEnumerable<string> given)
    {
        foreach (var name in given) RequireKnown(name);
        // Other programs share the environment and appsettings.json; what is in our sections is meant for us.
        foreach (var section in Sections())
            foreach (var setting in configuration.GetSection(section.Name).AsEnumerable(makePathsRelative: false))
                if (setting.Value is not null) RequireKnown(setting.Key);
        foreach (var (name, property) in Settings())
            if (configuration[name] is { } value) RequireValue(name, property, value);
        var options = configuration.Get<ServerOptions>() ?? new ServerOptions();
        if (options.Limits.PingSeconds >= options.Limits.IdleSeconds)
            throw new ArgumentException(
                $"Limits:PingSeconds={options.Limits.PingSeconds}: less than Limits:IdleSeconds "
                + $"({options.Limits.IdleSeconds}), or every silent stream ends.");
        if (options.Limits.BatchBytes < options.Limits.RecordBytes)
            throw new ArgumentException(
                $"Limits:BatchBytes={options.Limits.BatchBytes}: at least Limits:RecordBytes "
                + $"({options.Limits.RecordBytes}), or the largest record fits in no batch.");
        return options;
    }

    /// <summary>Every setting by its full name.</summary>
    public static IEnumerable<(string Name, PropertyInfo Property)> Settings() =>
    [
        .. typeof(ServerOptions).GetProperties().Where(property => !IsSection(property))
            .Select(property => (property.Name, property)),
        .. Sections().SelectMany(section => section.PropertyType.GetProperties()
            .Select(property => ($"{section.Name}:{property.Name}", property))),
    ];

    private static IEnumerable<PropertyInfo> Sections() => typeof(ServerOptions).GetProperties().Where(IsSection);

    private static bool IsSection(PropertyInfo property) =>
        property.PropertyType.Assembly == typeof(ServerOptions).Assembly;

    private static void RequireKnown(string name)
    {
        var known = Settings().Select(setting => setting.Name).ToList();
        if (known.Contains(name, StringComparer.OrdinalIgnoreCase)) return;
        var nearest = known.MinBy(other => Distance(name, other))!;
        var like = Distance(name, nearest) <= Math.Max(2, nearest.Length / 3) ? $" Is {nearest} meant?" : "";
        throw new ArgumentException($"There is no setting {name}.{like} ServerOptions.cs names them all.");
    }

    private static void RequireValue(string name, PropertyInfo property, string value)
    {
        if (property.PropertyType == typeof(int))
        {
            var range = property.GetCustomAttribute<RangeAttribute>()!;
            if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || number < (int)range.Minimum || number > (int)range.Maximum)
                throw new ArgumentException($"{name}={value}: a whole number from {range.Minimum} to {range.Maximum}.");
        }
        else if (property.Name == nameof(ServerOptions.ListenAddress) && !IPAddress.TryParse(value, out _))
        {
            throw new ArgumentException($"{name}={value}: an IP address, e.g. 127.0.0.1 or 0.0.0.0.");
        }
    }

    /// <summary>Letters to add, drop or change to make one name of another.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1;
                left = Math.Min(Math.Min(left, row[j]) + 1, diagonal + change);
                (diagonal, row[j]) = (row[j], left);
            }
        }
        return row[^1];
    }
}
