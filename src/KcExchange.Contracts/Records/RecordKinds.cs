using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>THE list of record kinds, in the order in which a batch is judged: parents before children.</summary>
public static class RecordKinds
{
    /// <summary>Centres.</summary>
    public static KindDefinition Centre { get; } = new CentreKind();

    /// <summary>Projects.</summary>
    public static KindDefinition Project { get; } = new ProjectKind();

    /// <summary>Funding.</summary>
    public static KindDefinition Funding { get; } = new FundingKind();

    /// <summary>All kinds, parents first.</summary>
    public static IReadOnlyList<KindDefinition> All { get; } = [Centre, Project, Funding];

    /// <summary>The kind of a record; null when it has no body or one that is not known here.</summary>
    /// <param name="record">The record.</param>
    public static KindDefinition? Of(ExchangeRecord record) => record.BodyCase switch
    {
        ExchangeRecord.BodyOneofCase.Centre => Centre,
        ExchangeRecord.BodyOneofCase.Project => Project,
        ExchangeRecord.BodyOneofCase.Funding => Funding,
        _ => null,
    };

    /// <summary>The definition of a kind.</summary>
    /// <param name="kind">Kind on the wire.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is unspecified or unknown.</exception>
    public static KindDefinition Of(RecordKind kind) =>
        All.FirstOrDefault(definition => definition.Kind == kind)
        ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown record kind.");
}
