using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Province and period of a file that states them record by record.</summary>
internal static class RecordOrigin
{
    /// <summary>Gives a book what most of its records say, where it says nothing itself.</summary>
    /// <param name="book">The book.</param>
    /// <param name="reference">Units.</param>
    public static SourceBook Fill(SourceBook book, ReferenceData reference) => book with
    {
        ProvinceCode = book.ProvinceCode.Length > 0
            ? book.ProvinceCode : MostOf(book.Rows.Select(row => Province(row, reference))),
        ReportPeriod = book.ReportPeriod.Length > 0
            ? book.ReportPeriod : MostOf(book.Rows.Select(row => row.Record.ReportPeriod)),
    };

    /// <summary>Who sends a record of a province that is no more is the province that it became a part of.</summary>
    private static string Province(SourceRow row, ReferenceData reference)
    {
        var code = row.Record.ProvinceCode;
        var isOld = row.Record.ReferenceDate.TryToDateOnly(out var day) && day < AdministrativeUnits.Reform;
        return isOld ? reference.SuccessorOf(code) ?? code : code;
    }

    private static string MostOf(IEnumerable<string> values) => values.Where(value => value.Length > 0)
        .GroupBy(value => value).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? "";
}
