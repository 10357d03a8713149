namespace KcExchange.Agent.Workbooks;

/// <summary>Heights of rows with long texts: not every program reckons them itself when it opens a file.</summary>
internal static class RowHeight
{
    private const int LineHeight = 13;
    private const int Most = 400;

    /// <summary>Height in points that texts need in columns of given widths.</summary>
    /// <param name="cells">Text and width of each cell.</param>
    public static int Of(params ReadOnlySpan<(string Text, int Width)> cells)
    {
        var lines = 1;
        foreach (var (text, width) in cells)
        {
            var needed = 0;
            // Widths count digits; letters are narrower, but words do not fill a line to its end.
            foreach (var line in text.Split('\n')) needed += 1 + (line.Length / Math.Max(1, width));
            lines = Math.Max(lines, needed);
        }
        return Math.Min(Most, 2 + (lines * LineHeight));
    }
}
