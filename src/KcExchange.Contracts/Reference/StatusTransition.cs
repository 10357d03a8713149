namespace KcExchange.Contracts.Reference;

/// <summary>What must hold for a project to take a step of its life cycle.</summary>
public enum TransitionCondition
{
    /// <summary>Nothing more.</summary>
    None,

    /// <summary>National (KCQG) projects only.</summary>
    National,

    /// <summary>National projects of a regional centre or of several provinces only (TT 36/2013 art. 8.1.b).</summary>
    NationalWithoutBaseAppraisal,

    /// <summary>Local projects only.</summary>
    Local,

    /// <summary>The project was returned by the ministry level, not by the Sở.</summary>
    ReturnedByMinistry,

    /// <summary>Work done is settled, or the advance refunded (TT 36/2013 art. 12.6, 18.4).</summary>
    MoneyAdvanced,

    /// <summary>No money was advanced.</summary>
    NoMoneyAdvanced,
}

/// <summary>One step that a project's life cycle allows.</summary>
/// <param name="From">Status left, a code of project_status; empty = the project is new.</param>
/// <param name="To">Status reached.</param>
/// <param name="Condition">What must hold.</param>
/// <param name="Note">The condition in words.</param>
public sealed record StatusTransition(string From, string To, TransitionCondition Condition, string Note)
{
    /// <summary>Reads the table.</summary>
    /// <param name="text">Content of project-status-transitions.csv.</param>
    /// <param name="statuses">List project_status.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static IReadOnlyList<StatusTransition> Read(string text, CodeList statuses)
    {
        var table = CsvTable.Parse("project-status-transitions.csv", text, "from", "to", "condition", "note");
        return [.. table.Rows.Select(row => new StatusTransition(
            Status(row, "from"), Status(row, "to"), ConditionOf(row), row.Text("note")))];

        string Status(CsvRow row, string column) =>
            row.Text(column).Length == 0 && column == "from" || statuses.Entries.Any(e => e.Code == row.Text(column))
                ? row.Text(column)
                : throw row.Bad(column, "is no project status");
    }

    private static readonly Dictionary<string, TransitionCondition> ByCode = new(StringComparer.Ordinal)
    {
        [""] = TransitionCondition.None,
        ["NATIONAL"] = TransitionCondition.National,
        ["NATIONAL_WITHOUT_BASE_APPRAISAL"] = TransitionCondition.NationalWithoutBaseAppraisal,
        ["LOCAL"] = TransitionCondition.Local,
        ["RETURNED_BY_MINISTRY"] = TransitionCondition.ReturnedByMinistry,
        ["MONEY_ADVANCED"] = TransitionCondition.MoneyAdvanced,
        ["NO_MONEY_ADVANCED"] = TransitionCondition.NoMoneyAdvanced,
    };

    /// <summary>Codes of the conditions that the rules know.</summary>
    internal static IEnumerable<string> Conditions => ByCode.Keys.Where(code => code.Length > 0);

    private static TransitionCondition ConditionOf(CsvRow row) =>
        ByCode.TryGetValue(row.Text("condition"), out var condition)
            ? condition
            : throw row.Bad("condition", "is no condition that the rules know");
}
