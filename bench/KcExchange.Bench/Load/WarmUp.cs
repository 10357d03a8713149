namespace KcExchange.Bench.Load;

/// <summary>
/// Runs something until it is as cheap as it gets: tiered compilation takes its time, longer on a busy machine.
/// </summary>
internal static class WarmUp
{
    /// <summary>Warm is what two rounds in a row made no twentieth cheaper.</summary>
    private const double Settled = 0.95;
    private const int SettledRounds = 2;

    /// <summary>Runs rounds, each of which tells its cost.</summary>
    /// <param name="most">Rounds at most.</param>
    /// <param name="round">A round.</param>
    public static async Task RunAsync(int most, Func<Task<double>> round)
    {
        var (least, settled) = (double.MaxValue, 0);
        for (var i = 0; i < most && settled < SettledRounds; i++)
        {
            var cost = await round();
            settled = cost > least * Settled ? settled + 1 : 0;
            least = Math.Min(least, cost);
        }
    }
}
