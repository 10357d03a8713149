using System.Collections.Concurrent;
using System.Threading.Channels;

namespace KcExchange.Server.Submissions;

/// <summary>The provinces whose projects wait for their second look (<see cref="DuplicateRecheck"/>).</summary>
internal sealed class CommittedProjects
{
    private readonly ConcurrentDictionary<string, bool> _provinces = new(StringComparer.Ordinal);
    private readonly Channel<bool> _some =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Projects of a province were committed.</summary>
    public void Add(string province)
    {
        if (_provinces.TryAdd(province, true)) _some.Writer.TryWrite(true);
    }

    /// <summary>Waits until there are some.</summary>
    public ValueTask<bool> SomeAsync(CancellationToken cancellation) => _some.Reader.ReadAsync(cancellation);

    /// <summary>Takes all of them, in the order of their codes.</summary>
    public IReadOnlyList<string> Take() =>
        [.. _provinces.Keys.Where(province => _provinces.TryRemove(province, out _)).Order(StringComparer.Ordinal)];
}
