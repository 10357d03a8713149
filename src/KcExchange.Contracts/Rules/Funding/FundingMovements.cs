using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>The single movements of money of a funding line, added up. Kinds are codes of list movement_kind.</summary>
internal static class FundingMovements
{
    public const string Advance = "TAM_UNG";
    public const string Settlement = "QUYET_TOAN";
    public const string Refund = "THU_HOI";
    public const string CarryOver = "CHUYEN_NGUON";

    /// <summary>Sum of the movements of a kind, in đồng.</summary>
    /// <param name="funding">The line.</param>
    /// <param name="kind">Code of the kind.</param>
    /// <param name="before">Only movements before this day; null = all.</param>
    public static Int128 Sum(V1.Funding funding, string kind, DateOnly? before = null)
    {
        Int128 sum = 0;
        for (var i = 0; i < funding.Movements.Count; i++)
        {
            var movement = funding.Movements[i];
            if (movement.Kind != kind) continue;
            if (before is null || (movement.Date.TryToDateOnly(out var day) && day < before))
                sum += movement.AmountVnd;
        }
        return sum;
    }

    /// <summary>True when a line has a movement of a kind.</summary>
    /// <param name="funding">The line.</param>
    /// <param name="kind">Code of the kind.</param>
    public static bool Any(V1.Funding funding, string kind)
    {
        for (var i = 0; i < funding.Movements.Count; i++)
            if (funding.Movements[i].Kind == kind) return true;
        return false;
    }
}
