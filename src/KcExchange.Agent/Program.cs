using System.Text;
using KcExchange.Agent;
using KcExchange.Agent.Commands;

// Vietnamese on every console, a redirected one included.
Console.OutputEncoding = Encoding.UTF8;
return await AgentApp.RunAsync(args, AgentTerminal.OfProcess(), TimeProvider.System, CancellationToken.None);
