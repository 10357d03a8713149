using System.Text.Json;

namespace KcExchange.Bench.Load;

/// <summary>A worker's side of its talk with the benchmark: an order, "ready", "go", an answer; a line each.</summary>
internal static class WorkerDialogue
{
    /// <summary>What a worker says when all is prepared.</summary>
    public const string Ready = "ready";

    /// <summary>The next order; null when there are no more.</summary>
    public static async Task<T?> NextAsync<T>()
        where T : class =>
        await Console.In.ReadLineAsync() is { } line ? JsonSerializer.Deserialize<T>(line) : null;

    /// <summary>Says that all is prepared and waits for the start; false when there is none.</summary>
    public static async Task<bool> ReadyAsync()
    {
        Console.WriteLine(Ready);
        return await Console.In.ReadLineAsync() is not null;
    }

    public static void Answer<T>(T answer) => Console.WriteLine(JsonSerializer.Serialize(answer));
}
