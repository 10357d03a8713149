namespace KcExchange.Agent.Commands;

/// <summary>What a command says to the script that called it.</summary>
internal static class ExitCode
{
    /// <summary>All rows accepted.</summary>
    internal const int AllGood = 0;

    /// <summary>Something is to be mended.</summary>
    internal const int ToMend = 1;

    /// <summary>The command could not run, or not to its end.</summary>
    internal const int CouldNotRun = 2;
}
