using System.Globalization;

namespace KcExchange.Bench.Load;

/// <summary>What a run of the load benchmark is asked to measure.</summary>
internal sealed record LoadOptions
{
    /// <summary>Its command line.</summary>
    public const string Usage =
        "[--store sqlite|postgres|both] [--records N] [--rounds N] [--long] [--gate] [--only PART,…] [--apart] "
        + "[--profile]";

    /// <summary>Stores: sqlite, postgres.</summary>
    public IReadOnlyList<string> Stores { get; private init; } = ["sqlite", "postgres"];

    /// <summary>PostgreSQL was asked for by name: where it is not to be had, that is an error.</summary>
    public bool PostgresNeeded { get; private init; }

    /// <summary>Records of one round, of all provinces together.</summary>
    public int Records { get; private init; } = 100_000;

    public int Rounds { get; private init; } = 5;

    /// <summary>Rounds that warm the server at most.</summary>
    public int MostWarmRounds => Gate ? 4 : 12;

    /// <summary>Also what grows: 2 million and 5 million records stored.</summary>
    public bool Long { get; private init; }

    /// <summary>The short form for the gate: a ratio to the raw limit under 0.4 ends with exit code 1.</summary>
    public bool Gate { get; private init; }

    /// <summary>Also where the server's processor time goes in the rounds of the part insert.</summary>
    public bool Profile { get; private init; }

    /// <summary>The server keeps off the client's processor, on a machine of two or three too.</summary>
    public bool Apart { get; private init; }

    /// <summary>Names of parts; empty = all of them.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Parts of a run, in their order; growth needs --long or its name.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["insert", "resend", "single", "latency", "naive", "idle", "growth"];

    /// <summary>Records that each province sends in a round: whole batches of 500.</summary>
    public int PerProvince => LoadRecords.WholeBatches(Records);

    public bool Measures(string part) => Only.Count > 0 ? Only.Contains(part)
        : part == "growth" ? Long
        : !Gate || part == "insert";

    /// <summary>A part that needs a warm server.</summary>
    /// <param name="embedded">On SQLite, with which alone the naive peers are compared.</param>
    public bool MeasuresWarm(bool embedded) =>
        Parts.Except(embedded ? ["idle", "growth"] : ["idle", "growth", "naive"]).Any(Measures);

    /// <summary>Reads the command line.</summary>
    /// <param name="args">Arguments after "load".</param>
    /// <exception cref="ArgumentException">An option is not known or has no value.</exception>
    public static LoadOptions Read(string[] args)
    {
        var options = new LoadOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var name))
            options = name switch
            {
                "--store" => options.WithStore(Value(name)),
                "--records" => options with { Records = Number(name) },
                "--rounds" => options with { Rounds = Number(name) },
                "--only" => options with { Only = KnownParts(Value(name).Split(',')) },
                "--profile" => options with { Profile = true },
                "--apart" => options with { Apart = true },
                "--long" => options with { Long = true },
                "--gate" => options with { Gate = true, Records = 51_000, Rounds = 3 },
                _ => throw new ArgumentException($"load does not know {name}."),
            };
        return options;

        string Value(string name) =>
            rest.TryDequeue(out var value) ? value : throw new ArgumentException($"{name} needs a value.");

        int Number(string name) =>
            int.TryParse(Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number : throw new ArgumentException($"{name} needs a number from 1.");
    }

    private LoadOptions WithStore(string name) => name switch
    {
        "sqlite" => this with { Stores = ["sqlite"] },
        "postgres" => this with { Stores = ["postgres"], PostgresNeeded = true },
        "both" => this with { PostgresNeeded = true },
        _ => throw new ArgumentException($"--store is sqlite, postgres or both, not {name}."),
    };

    private static string[] KnownParts(string[] names) =>
        names.FirstOrDefault(name => !Parts.Contains(name)) is { } unknown
            ? throw new ArgumentException($"--only knows {string.Join(", ", Parts)}, not {unknown}.")
            : names;
}
