using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>Which rule speaks.</summary>
internal enum CeilingTeller
{
    /// <summary>That of the expense, KC-PRJ-014 to 017: all but the use of the uplift.</summary>
    Ceiling,

    /// <summary>KC-PRJ-018: the use of the uplift only.</summary>
    Uplift,

    /// <summary>KC-PRJ-020: everything, against the province's own table.</summary>
    Province,
}

/// <summary>Puts into findings what the ceilings make of a project; each speaks only of what is its own.</summary>
/// <param name="judgement">The record under judgement.</param>
/// <param name="verdict">The ceiling that applies.</param>
/// <param name="teller">Which rule speaks.</param>
internal readonly struct CeilingFindings(Judgement judgement, CeilingVerdict verdict, CeilingTeller teller)
{
    /// <summary>The project under judgement.</summary>
    public V1.Project Project => judgement.Record.Project;

    /// <summary>The ceiling that applies.</summary>
    public CeilingVerdict Verdict => verdict;

    /// <summary>The reference data have no ceiling for the project's day: said, never passed over.</summary>
    public static void NoCeiling(Judgement judgement, DateOnly day)
    {
        var project = judgement.Record.Project;
        // No code of the list at all: that is another rule's finding.
        if (judgement.Context.Reference.List("activity_key").Find(project.ActivityKey, day) is not { } activity) return;
        judgement.Report("project.activity_key", (Rule.Cause, "no_ceiling"), ("activity", activity.Label),
            ("date", day.ToVietnameseText()), ("value", Amounts.Text(project.SupportAmount)),
            (Rule.Basis, Basis.ToConfirm));
    }

    /// <summary>
    /// KHAC says of itself that it has no ceiling. But contents all of whose expenses have a key of their own
    /// (NĐ 45/2012 art. 4.3, 4.4, 4.5, 4.7) don't go under it unseen.
    /// </summary>
    public static void ShouldHaveKey(Judgement judgement)
    {
        var project = judgement.Record.Project;
        for (var i = 0; i < project.ActivityCategories.Count; i++)
        {
            if (project.ActivityCategories[i] is not ("ND3" or "ND4" or "ND5" or "ND7")) continue;
            judgement.Report("project.activity_key", (Rule.Cause, "other"), ("category", project.ActivityCategories[i]),
                ("value", Amounts.Text(project.SupportAmount)), (Rule.Basis, Basis.ToConfirm));
            return;
        }
    }

    /// <summary>The share cannot be compared: the item's cost is not given.</summary>
    public void NoCost(string path)
    {
        if (teller == CeilingTeller.Uplift) return;
        judgement.Report(path, (Rule.Cause, "no_cost"), ("field", Labels.Of(path)),
            ("percent", Percent.Text(verdict.Row.MaxBasisPoints ?? 0)), ("date", verdict.Day.ToVietnameseText()),
            (Rule.Basis, Basis.Of(verdict.Row.Instrument)));
    }

    /// <summary>An amount is too much, in one way.</summary>
    public void Tell(string path, Overrun way, Int128 value, Int128 limit, int? units, long? cost)
    {
        var isUplift = way is Overrun.NoGround or Overrun.AboveRaised or Overrun.RaisedTwice;
        if (teller != CeilingTeller.Province && isUplift != (teller == CeilingTeller.Uplift)) return;
        var (row, date) = (verdict.Row, ("date", verdict.Day.ToVietnameseText()));
        var (amount, most, excess) =
            (("value", Amounts.Text(value)), ("limit", Amounts.Text(limit)), ("excess", Amounts.Text(value - limit)));
        var basis = (Rule.Basis, Basis.Of(row.Instrument));
        var (factor, ofFactor) = (("factor", Factor()), (Rule.Basis, OnDay(verdict.Uplift, verdict.Day)));
        if (teller == CeilingTeller.Uplift && way == Overrun.NoGround)
            judgement.Report(path, (Rule.Cause, "no_ground"), amount, most, excess, factor,
                ("raised", Amounts.Text(verdict.RaisedCap(units) ?? limit)), date, ofFactor);
        else if (teller == CeilingTeller.Uplift)
            judgement.Report(path, (Rule.Cause, way == Overrun.AboveRaised ? "above" : "line"), amount, most, excess,
                factor, date, ofFactor);
        else if (way == Overrun.Share)
            judgement.Report(path, (Rule.Cause, "share"), amount, most, excess,
                ("percent", Percent.Text(row.MaxBasisPoints ?? 0)), ("cost", Amounts.Text(cost ?? 0)), date, basis);
        else
            judgement.Report(path, (Rule.Cause, "amount"), amount, most, excess,
                ("units", Amounts.Number(units ?? 1, 0, row.UnitVi)), date, basis);
    }

    /// <summary>The instrument of a row if it is in force on a day; the row may be applied beyond its time.</summary>
    internal static string OnDay(SupportCeiling? row, DateOnly day) =>
        row is not null && row.IsValid(day) ? Basis.Of(row.Instrument) : Basis.ToConfirm;

    private string Factor() => ((verdict.Uplift?.MaxBasisPoints ?? 10_000) / 10_000m)
        .ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',');
}
