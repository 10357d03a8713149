using System.Globalization;
using System.Reflection;
using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// <see cref="RuleSettings"/> as a table of names and values: one line for each property, made from the properties
/// themselves, so that a new number needs no line here.
/// </summary>
public static class SettingTable
{
    private const long Most = 1_000_000_000_000_000;

    /// <summary>Days that are added to a day must not leave the calendar.</summary>
    private const long TenYears = 3_660;

    /// <summary>Numbers with narrower bounds than 0 … 10^15; a percentage is one of a whole.</summary>
    private static readonly Dictionary<string, (long Least, long Most)> Bounds = new(StringComparer.Ordinal)
    {
        ["monthly_deadline_day"] = (1, 31),
        ["staff_change_percent"] = (0, 1_000),
        ["unit_factor"] = (10, Most),
    };

    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(RuleSettings)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(property => SnakeCase(property.Name), StringComparer.Ordinal);

    /// <summary>Names of all settings, e.g. "staff_change_percent", in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Properties.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A setting's value as the table writes it: a number, or a day of the year dd/MM.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Text(RuleSettings settings, string name) => Properties[name].GetValue(settings) switch
    {
        (int day, int month) => $"{day:D2}/{month:D2}",
        var number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    /// <summary>What is wrong with a name; null = nothing.</summary>
    /// <param name="name">Name.</param>
    internal static string? WrongName(string name) => Properties.ContainsKey(name) ? null
        : $"is no setting; there are {string.Join(", ", Names)}";

    /// <summary>What is wrong with a value; null = nothing.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="text">Value as written.</param>
    internal static string? WrongValue(string name, string text)
    {
        if (Parse(name, text) is not null) return null;
        var (least, most) = BoundsOf(name);
        return IsDay(name) ? "is no day of the year dd/MM" : $"is no whole number from {least} to {most}";
    }

    /// <summary>
    /// The release's settings with those of the table. Names that this release does not have are left out: data may be
    /// newer than a client.
    /// </summary>
    /// <param name="files">Reference data.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static RuleSettings Read(ReferenceFiles files)
    {
        var table = ReferenceTables.Parse(ReferenceTables.RuleSettings, files.Text(ReferenceTables.RuleSettings));
        var settings = RuleSettings.Default with { };
        foreach (var row in table.Rows)
        {
            var name = row.Required("name");
            if (!Properties.TryGetValue(name, out var property)) continue;
            property.SetValue(settings, Parse(name, row.Required("value"))
                ?? throw row.Bad("value", WrongValue(name, row.Text("value"))!));
        }
        return settings;
    }

    private static object? Parse(string name, string text)
    {
        if (IsDay(name))
        {
            // A year without 29 February: the day must exist in every year.
            return DateOnly.TryParseExact(
                text + "/2001", "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? (day.Day, day.Month)
                : null;
        }
        var (least, most) = BoundsOf(name);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < least || number > most)
            return null;
        return Convert.ChangeType(number, Properties[name].PropertyType, CultureInfo.InvariantCulture);
    }

    private static bool IsDay(string name) => Properties[name].PropertyType == typeof((int, int));

    private static (long Least, long Most) BoundsOf(string name)
    {
        var (least, most) = Bounds.TryGetValue(name, out var own) ? own
            : name.Contains("percent", StringComparison.Ordinal) ? (0, 100)
            : name.EndsWith("basis_points", StringComparison.Ordinal) ? (0, 10_000)
            : name.EndsWith("_days", StringComparison.Ordinal) ? (0, TenYears)
            : (0, Most);
        return (least, Properties[name].PropertyType == typeof(int) ? Math.Min(most, int.MaxValue) : most);
    }

    private static string SnakeCase(string name) => string.Concat(name.Select((letter, i) =>
        i > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
