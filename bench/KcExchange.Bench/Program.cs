using KcExchange.Bench;
using KcExchange.Bench.Load;

// Figures, never tests: one "name: value" line each. A ratio over its limit ends with exit code 1.
return args switch
{
    ["read", .. var options] => await ReadBench.RunAsync(ReadBench.Rows(options)),
    ["rules", .. var options] => await RulesBench.RunAsync(profile: options is ["--profile"]),
    ["verify", .. var options] => await VerifyBench.RunAsync(VerifyBench.Entries(options)),
    ["duplicates", .. var options] => await DuplicateBench.RunAsync(options.ElementAtOrDefault(0) ?? ""),
    ["load", .. var options] => await LoadBench.RunAsync(options),
    [LoadBench.ClientVerb] => await LoadClient.RunAsync(),
    [LoadBench.RawVerb, var store, var source, var target] => await RawWriter.RunAsync(store, source, target),
    [LoadBench.NaivePeerVerb, var file, var protocol] => await NaivePeer.RunAsync(file, protocol),
    [LoadBench.NaiveClientVerb] => await NaiveClient.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("KcExchange.Bench read [--rows N]   a workbook read, checked and submitted");
    Console.Error.WriteLine("KcExchange.Bench rules [--profile]   the rules on valid records, against a loop by hand");
    Console.Error.WriteLine("KcExchange.Bench duplicates [CONNECTION]   a batch's search through all provinces; with "
        + "a PostgreSQL server's connection string there too");
    Console.Error.WriteLine($"KcExchange.Bench load {LoadOptions.Usage}   the server under the load of 34 provinces");
    Console.Error.WriteLine("KcExchange.Bench verify [--entries N]   every ledger of a store verified");
    Console.Error.WriteLine("Build with -c Release: dotnet run -c Release --project bench/KcExchange.Bench -- read");
    return 2;
}
