using KcExchange.Agent.Reference;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Options;

/// <summary>Every setting of the agent, after command line, environment, configuration file and defaults.</summary>
internal sealed record AgentOptions
{
    /// <summary>Address of the exchange.</summary>
    internal Uri Server { get; init; } = new("https://localhost:7443");

    /// <summary>File of the caller's certificate, PFX or PEM; empty: not given.</summary>
    internal string Certificate { get; init; } = "";

    /// <summary>File of its key, where it is neither in the certificate's file nor in NAME.key.pem beside it.</summary>
    internal string Key { get; init; } = "";

    /// <summary>Password of the PFX or key; from the environment only.</summary>
    internal string? Password { get; init; }

    /// <summary>File of the authority's certificate; empty: not given.</summary>
    internal string Authority { get; init; } = "";

    /// <summary>Folder of the outbox.</summary>
    internal string Outbox { get; init; } = "";

    /// <summary>Language of findings and tables: "vi" or "en".</summary>
    internal string Language { get; init; } = "vi";

    /// <summary>Failed tries in a row, without progress, after which a command gives up.</summary>
    internal int Attempts { get; init; } = 6;

    /// <summary>How files are read: unit of money, mapping, encoding.</summary>
    internal ReadOptions Reading { get; init; } = ReadOptions.Default;

    /// <summary>What is judged with; kept in the outbox folder.</summary>
    internal KeptReference Reference { get; init; } = KeptReference.OfRelease;

    /// <summary>No progress, no tables: only the closing line and errors.</summary>
    internal bool Quiet { get; init; }
}
