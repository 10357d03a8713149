using System.CommandLine;
using KcExchange.Server.Operations;

namespace KcExchange.Tests.Ledger;

/// <summary>The operator of a store: the real commands verify, anchor, backup and restore.</summary>
internal sealed class StoreOperator(ServerOptions options, TimeProvider time)
{
    /// <summary>What the last command wrote.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Runs a command; what it could not do is thrown.</summary>
    public async Task<int> RunAsync(params string[] args)
    {
        var (ledger, store) = (new LedgerCommands(() => options, time), new StoreCommands(() => options, time));
        var root = new RootCommand
        {
            ledger.BuildVerify(), ledger.BuildAnchor(), store.BuildBackup(), store.BuildRestore(),
        };
        await using var output = new StringWriter();
        try
        {
            return await root.Parse(args).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output });
        }
        finally
        {
            Output = output.ToString();
        }
    }
}
