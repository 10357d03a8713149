using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>A text in which * stands for anything; compared without tones and case.</summary>
internal sealed class Wildcard
{
    private readonly string[] _parts;

    public Wildcard(string text)
    {
        Text = text;
        _parts = [.. text.Split('*').Select(VietnameseText.Fold)];
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>It may mean several texts.</summary>
    public bool IsPattern => _parts.Length > 1;

    /// <summary>True for a text that it means.</summary>
    /// <param name="text">Text.</param>
    public bool Matches(string text)
    {
        var folded = VietnameseText.Fold(text);
        if (!IsPattern) return folded == _parts[0];
        if (!folded.StartsWith(_parts[0], StringComparison.Ordinal)) return false;
        var at = _parts[0].Length;
        foreach (var part in _parts[1..^1])
        {
            var found = folded.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + part.Length;
        }
        return folded.Length - _parts[^1].Length >= at && folded.EndsWith(_parts[^1], StringComparison.Ordinal);
    }
}
