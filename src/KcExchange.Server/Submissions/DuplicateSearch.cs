using KcExchange.Contracts.Rules;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Looks through all provinces for the beneficiaries of a batch, before any lock: one statement with two arms, tax
/// codes and names, each on its own index. What it reads is bounded by the batch, not by what is stored.
/// </summary>
internal static class DuplicateSearch
{
    /// <summary>Rows that are looked at for one tax code or name: who has more is told of enough.</summary>
    public const int MostPerValue = 21;

    /// <summary>The beneficiaries with one of some tax codes or names, those of the projects themselves too.</summary>
    /// <param name="db">Store.</param>
    /// <param name="sought">What is looked for.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<DuplicateFacts> ReadAsync(
        ExchangeDb db, SoughtBeneficiaries sought, CancellationToken cancellation)
    {
        var facts = new DuplicateFacts();
        if (sought.IsEmpty) return facts;
        var (codes, names) = (sought.TaxCodes.ToList(), sought.Names.ToList());
        var most = MostPerValue * Math.Max(codes.Count, names.Count);
        var rows = await Query(db, codes, names, most).ToListAsync(cancellation);
        // An arm may be full of one establishment that is everywhere; then each value has its own turn.
        if (rows.Count >= most)
        {
            rows = [];
            foreach (var code in codes)
                rows.AddRange(await Query(db, [code], [], MostPerValue).ToListAsync(cancellation));
            foreach (var name in names)
                rows.AddRange(await Query(db, [], [name], MostPerValue).ToListAsync(cancellation));
        }
        foreach (var row in rows) facts.Add(Beneficiaries.ToFact(row));
        return facts;
    }

    /// <summary>The one statement; an arm for which nothing is sought is left out.</summary>
    internal static IQueryable<BeneficiaryRow> Query(ExchangeDb db, List<string> codes, List<string> names, int most)
    {
        var byCode = db.Beneficiaries.Where(row => codes.Contains(row.TaxCode)).Take(most);
        var byName = db.Beneficiaries.Where(row => names.Contains(row.NameKey)).Take(most);
        return codes.Count == 0 ? byName : names.Count == 0 ? byCode : byCode.Concat(byName);
    }
}

/// <summary>The tax codes and names that are looked for.</summary>
internal sealed class SoughtBeneficiaries
{
    public HashSet<string> TaxCodes { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => TaxCodes.Count + Names.Count == 0;

    public void Add(IEnumerable<ProjectBeneficiary> beneficiaries)
    {
        foreach (var one in beneficiaries)
        {
            if (one.TaxCode.Length > 0) TaxCodes.Add(one.TaxCode);
            if (one.NameKey.Length > 0) Names.Add(one.NameKey);
        }
    }
}
