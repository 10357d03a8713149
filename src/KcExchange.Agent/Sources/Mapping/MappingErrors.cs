namespace KcExchange.Agent.Sources.Mapping;

/// <summary>What is wrong with a mapping file: all of it is said at once, each with its line.</summary>
/// <param name="path">The file.</param>
internal sealed class MappingErrors(string path)
{
    private const int MostShown = 10;
    private readonly List<(int Line, Bilingual Sentence)> _all = [];

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Takes a mistake.</summary>
    /// <param name="line">Line from 1.</param>
    /// <param name="sentence">What is wrong and what to do.</param>
    public void Add(int line, Bilingual sentence) => _all.Add((line, sentence));

    /// <summary>Ends the reading when anything is wrong.</summary>
    /// <exception cref="SourceException">Something is.</exception>
    public void Throw()
    {
        if (_all.Count == 0) return;
        var shown = _all.OrderBy(error => error.Line).Take(MostShown)
            .Select(error => Messages.Mapping.AtLine(Path, error.Line, error.Sentence)).ToList();
        if (_all.Count > MostShown) shown.Add(Messages.Mapping.AndMore(_all.Count - MostShown));
        throw new SourceException(new Bilingual(
            string.Join('\n', shown.Select(error => error.Vi)), string.Join('\n', shown.Select(error => error.En))));
    }
}
