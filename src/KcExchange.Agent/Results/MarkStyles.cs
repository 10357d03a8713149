using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// Styles of marked cells: the clerk's style with another ground. The ground it had before rides along as background
/// colour, which a solid ground does not show but spreadsheet programs keep: so a later result can take its mark away.
/// </summary>
internal sealed class MarkStyles
{
    private static readonly Dictionary<string, MarkKind> Colours = new()
    {
        // One step beside the usual colours, so that a clerk's own red is never taken for ours.
        ["FFFFC7CD"] = MarkKind.Error,
        ["FFFFEB9B"] = MarkKind.Warning,
        ["FFDDEBF6"] = MarkKind.Info,
        ["FFC6EFCF"] = MarkKind.Fixed,
        ["FFE4DFED"] = MarkKind.Mended,
    };

    /// <summary>"As the window": what a solid ground has behind it by default.</summary>
    private const uint NoColour = 64;

    private readonly StyleBook _styles;
    private readonly Dictionary<(uint Style, MarkKind Kind), uint> _marked = [];
    private readonly Dictionary<uint, uint> _unmarked = [];
    private readonly Dictionary<string, uint> _fills = new(StringComparer.Ordinal);

    public MarkStyles(StyleBook styles)
    {
        _styles = styles;
        var fills = styles.Fills;
        var formats = styles.Formats.Elements<CellFormat>().ToList();
        for (var i = 0; i < formats.Count; i++)
            if (IsOurs(fills.ElementAtOrDefault((int)(formats[i].FillId?.Value ?? 0))))
                _unmarked[(uint)i] = Unmark(formats[i], fills);
    }

    /// <summary>Cells may have marks of an earlier result.</summary>
    public bool HasEarlier => _unmarked.Count > 0;

    /// <summary>The style without a mark of an earlier result.</summary>
    /// <param name="style">Style.</param>
    public uint Unmarked(uint style) => _unmarked.GetValueOrDefault(style, style);

    /// <summary>The style with a mark.</summary>
    /// <param name="style">Style without mark.</param>
    /// <param name="kind">Which mark.</param>
    public uint Marked(uint style, MarkKind kind)
    {
        if (_marked.TryGetValue((style, kind), out var marked)) return marked;
        var format = (CellFormat)((_styles.Formats.ElementAtOrDefault((int)style) as CellFormat)?.CloneNode(true)
            ?? new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0 });
        var before = ColourOf(_styles.Fills.ElementAtOrDefault((int)(format.FillId?.Value ?? 0)));
        format.FillId = FillOf(kind, before);
        format.ApplyFill = true;
        return _marked[(style, kind)] = _styles.Add(format);
    }

    private uint FillOf(MarkKind kind, ForegroundColor? before)
    {
        var colour = Colours.First(entry => entry.Value == kind).Key;
        var key = colour + before?.OuterXml;
        if (_fills.TryGetValue(key, out var fill)) return fill;
        var ground = new BackgroundColor { Indexed = NoColour };
        if (before is not null)
        {
            ground = new BackgroundColor();
            foreach (var attribute in before.GetAttributes()) ground.SetAttribute(attribute);
        }
        return _fills[key] = _styles.AddFill(new Fill(
            new PatternFill(new ForegroundColor { Rgb = colour }, ground) { PatternType = PatternValues.Solid }));
    }

    private uint Unmark(CellFormat format, IReadOnlyList<Fill> fills)
    {
        var restored = (CellFormat)format.CloneNode(true);
        var before = fills[(int)format.FillId!.Value].PatternFill!.BackgroundColor;
        if (before is null || before.Indexed?.Value == NoColour)
            restored.FillId = 0;
        else
        {
            var ground = new ForegroundColor();
            foreach (var attribute in before.GetAttributes()) ground.SetAttribute(attribute);
            restored.FillId = _styles.AddFill(new Fill(
                new PatternFill(ground, new BackgroundColor { Indexed = NoColour })
                {
                    PatternType = PatternValues.Solid,
                }));
        }
        return _styles.Add(restored);
    }

    private static bool IsOurs(Fill? fill) =>
        ColourOf(fill)?.Rgb?.Value is { } colour && Colours.ContainsKey(colour.ToUpperInvariant());

    private static ForegroundColor? ColourOf(Fill? fill) =>
        fill?.PatternFill is { ForegroundColor: { } colour } pattern
        && pattern.PatternType?.Value == PatternValues.Solid
            ? colour : null;
}
