using KcExchange.Contracts.Reference;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Tidy;

public class ReferenceDataTests
{
    private static readonly string Folder =
        Path.Combine(Corpus.Folder, "..", "..", "src", "KcExchange.Contracts", "Reference", "Data");

    private static readonly DateOnly Today = new(2026, 11, 23);

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Folder, "*.csv").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_csv_of_the_reference_data_parses_column_by_column(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        var table = CsvTable.Parse(name, text, text[..text.IndexOf('\n', StringComparison.Ordinal)].Split(','));
        // What the ministry and the provinces lay over a release is empty in it.
        var laidOver = name is "local-ceilings.csv" or "rule-overrides.csv" or "rule-settings.csv";
        Assert.Equal(laidOver, table.Rows.Count == 0);
        Assert.DoesNotContain('\r', text);
        Assert.True(VietnameseText.IsComposed(text), "not in Unicode NFC");
        foreach (var row in table.Rows)
            foreach (var column in table.Columns) Column(name, row, column);
    }

    [Fact]
    public void Every_csv_is_embedded_and_named_in_SOURCES()
    {
        var sources = File.ReadAllText(Path.Combine(Folder, "SOURCES.md"));
        var embedded = typeof(ReferenceData).Assembly.GetManifestResourceNames();
        foreach (var name in Files().Select(row => row.Data))
        {
            Assert.Contains("reference/" + name, embedded);
            Assert.Contains("| " + name + " |", sources, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_numbers_of_units_are_those_of_the_law()
    {
        var data = ReferenceData.Embedded;
        Assert.Equal(34, data.CurrentProvinces.Count);
        Assert.Equal(63, data.Codes("province", new DateOnly(2025, 6, 30)).Count);
        Assert.Equal(34, data.Codes("province", new DateOnly(2025, 7, 1)).Count);
        foreach (var day in new[] { new DateOnly(2025, 7, 1), new DateOnly(2026, 4, 30) })
            Assert.Equal(3321, data.CurrentProvinces.Sum(province => data.CommuneCount(province.Code, day)));
        Assert.Equal(7, data.CurrentProvinces.Count(province => province.IsCity));
        Assert.Equal(7, data.Units.Reused.Count);
        Assert.All(data.Units.Reused, code =>
        {
            Assert.Equal(code.NameBefore, data.ProvinceBefore2025(code.Code)!.NameVi);
            Assert.Equal(code.NameSince, data.Province(code.Code, Today)!.NameVi);
            Assert.Equal(code.Code, data.SuccessorOf(code.OldCodeOfNewName));
        });
    }

    // Each column has one type in every file that has it.
    private static void Column(string file, CsvRow row, string column)
    {
        switch (column)
        {
            case "valid_from" or "valid_to": row.Day(column); break;
            case "sort" or "cap_vnd": row.Number64(column); break;
            case "max_percent": row.BasisPoints(column); break;
            case "from" or "note" or "condition": row.Text(column); break;
            case "code" when file.StartsWith("communes", StringComparison.Ordinal):
                Assert.Matches("^[0-9]{5}$", row.Required(column)); break;
            case "province_code" or "successor_code": Assert.Matches("^[0-9]{2}$", row.Required(column)); break;
            default: row.Required(column); break;
        }
    }
}
