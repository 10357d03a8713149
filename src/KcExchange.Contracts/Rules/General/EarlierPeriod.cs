using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>For rules that compare a record with the period before.</summary>
internal static class EarlierPeriod
{
    /// <summary>
    /// The same thing in the last period before the record's that has a state; null when there is none. Offline, where
    /// a nearer period may be known to the ministry alone, the rule is undecided; where the ministry may yet refuse
    /// the period that is known, what is found against it holds as far as that is accepted.
    /// </summary>
    /// <param name="judgement">The record under judgement.</param>
    public static ExchangeRecord? Find(Judgement judgement)
    {
        var known = judgement.Context.Known;
        foreach (var key in judgement.Kind.EarlierKeys(judgement.Record))
        {
            if (known.TryGet(judgement.Kind.Kind, key, out var state))
            {
                if (state.IsOpen) judgement.CannotDecide();
                if (!state.Deleted) return state.Content.Value;
            }
            else if (!known.IsComplete)
            {
                judgement.CannotDecide();
                return null;
            }
        }
        return null;
    }
}
