using System.Text;

namespace KcExchange.Contracts.Reference;

/// <summary>The table in which a province sets ceilings for its own local projects (KC-PRJ-020).</summary>
public static class LocalCeilingFile
{
    /// <summary>
    /// Puts a province's own table in the place of its rows. The table has the columns of support-ceilings.csv, with or
    /// without province_code before them; complaints name its own rows.
    /// </summary>
    /// <param name="files">Reference data in force.</param>
    /// <param name="province">Province, two digits.</param>
    /// <param name="name">Name of the province's file, for complaints.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The data with the table; those in force where something is wrong.</returns>
    public static ReferenceFiles Merge(
        ReferenceFiles files, string province, string name, byte[] content, List<CsvProblem> problems)
    {
        const string all = ReferenceTables.LocalCeilings;
        var known = problems.Count;
        var own = OwnRows(files.With(all, content), province, problems);
        if (problems.Count == known)
            problems.AddRange(ReferenceCheck.Run(files.With(all, Bytes(own))));
        if (problems.Count > known)
        {
            for (var i = known; i < problems.Count; i++)
                if (problems[i].File == all) problems[i] = problems[i] with { File = name };
            return files;
        }
        var others = ReferenceTables.Parse(all, files.Text(all)).Rows
            .Where(row => row.Text("province_code") != province).Select(row => row.Fields);
        return files.With(all, Bytes([.. others.Concat(own).OrderBy(row => row[0], StringComparer.Ordinal)]));
    }

    private static IReadOnlyList<IReadOnlyList<string>> OwnRows(
        ReferenceFiles files, string province, List<CsvProblem> problems)
    {
        const string all = ReferenceTables.LocalCeilings;
        string text;
        try
        {
            text = files.Text(all);
        }
        catch (FormatException)
        {
            // The check says in which row.
            problems.AddRange(ReferenceCheck.Run(files).Where(problem => problem.File == all));
            return [];
        }
        var plain = text.StartsWith("activity_key", StringComparison.Ordinal);
        var header = ReferenceTables.Find(plain ? ReferenceTables.SupportCeilings : all)!.Header;
        if (CsvTable.Read(all, text, header, problems) is not { } table) return [];
        if (plain) return [.. table.Rows.Select(row => (IReadOnlyList<string>)[province, .. row.Fields])];
        foreach (var row in table.Rows.Where(row => row.Text("province_code") != province))
            problems.Add(row.Problem("province_code", $"is not {province}"));
        return [.. table.Rows.Select(row => row.Fields)];
    }

    private static byte[] Bytes(IReadOnlyList<IReadOnlyList<string>> rows) => Encoding.UTF8.GetBytes(
        CsvTable.Write([ReferenceTables.Find(ReferenceTables.LocalCeilings)!.Header, .. rows]));
}
