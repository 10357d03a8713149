using KcExchange.Agent.Options;
using KcExchange.Agent.Reference;
using KcExchange.Client;
using Microsoft.Extensions.Logging;

namespace KcExchange.Agent.Commands;

/// <summary>`reference update`: fetches the ministry's code lists, units, ceilings and severities.</summary>
/// <param name="options">Settings.</param>
/// <param name="terminal">Where it writes.</param>
/// <param name="log">Log.</param>
/// <param name="time">Clock.</param>
internal sealed class ReferenceCommand(AgentOptions options, AgentTerminal terminal, ILogger log, TimeProvider time)
{
    /// <summary>Runs it.</summary>
    /// <param name="cancellation">Stops.</param>
    internal async Task<int> UpdateAsync(CancellationToken cancellation)
    {
        using var identity = CallerFiles.Identity(options);
        using var connection = new ExchangeConnection(new ExchangeConnectionOptions
        {
            Address = options.Server, ClientCertificate = identity, TrustedRoots = CallerFiles.Authorities(options),
        });
        foreach (var sentence in await new ReferenceUpdate(connection, options, log, time).RunAsync(cancellation))
            terminal.Line(sentence.In(options.Language));
        return ExitCode.AllGood;
    }
}
