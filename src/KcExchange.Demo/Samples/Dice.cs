namespace KcExchange.Demo.Samples;

/// <summary>
/// Random numbers that are the same on every machine and in every release: samples are compared byte for byte.
/// </summary>
/// <param name="seed">Any number but 0.</param>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from least to most, both included.</summary>
    /// <param name="least">Least.</param>
    /// <param name="most">Most.</param>
    public int Next(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    /// <summary>True in so many of a hundred cases.</summary>
    /// <param name="percent">Percent.</param>
    public bool Chance(int percent) => Next(1, 100) <= percent;

    /// <summary>One of several.</summary>
    /// <param name="choices">Choices.</param>
    public T Of<T>(params IReadOnlyList<T> choices) => choices[Next(0, choices.Count - 1)];

    /// <summary>An amount of money in whole millions.</summary>
    /// <param name="least">Least, in million đồng.</param>
    /// <param name="most">Most, in million đồng.</param>
    public long Millions(int least, int most) => Next(least, most) * 1_000_000L;

    // xorshift64*: short, and good enough to look like life.
    private ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (_state * 2685821657736338717UL) >> 1;
    }
}
