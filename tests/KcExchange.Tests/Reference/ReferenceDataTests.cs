using KcExchange.Contracts.Reference;

namespace KcExchange.Tests.Reference;

public class ReferenceDataTests
{
    private static readonly ReferenceData Data = ReferenceData.Embedded;
    private static readonly DateOnly LastOfTheOld = new(2025, 6, 30);
    private static readonly DateOnly FirstOfTheNew = new(2025, 7, 1);

    [Fact]
    public void A_reused_code_means_one_province_before_the_reform_and_another_since()
    {
        Assert.Equal("Yên Bái", Data.Province("15", LastOfTheOld)!.NameVi);
        Assert.Equal("Lào Cai", Data.Province("15", FirstOfTheNew)!.NameVi);
        Assert.Equal("15", Data.SuccessorOf("10"));
    }

    [Fact]
    public void A_retired_code_is_known_before_the_reform_only()
    {
        Assert.Equal("Hà Giang", Data.Province("02", LastOfTheOld)!.NameVi);
        Assert.Null(Data.Province("02", FirstOfTheNew));
        Assert.Equal("08", Data.SuccessorOf("02"));
        Assert.Null(Data.SuccessorOf("03"));
    }

    [Fact]
    public void Dong_Nai_is_a_city_since_30_April_2026_and_ten_of_its_communes_are_wards()
    {
        Assert.False(Data.Province("75", new DateOnly(2026, 4, 29))!.IsCity);
        Assert.True(Data.Province("75", new DateOnly(2026, 4, 30))!.IsCity);
        Assert.Equal(CommuneType.Commune, Data.Commune("25270", new DateOnly(2026, 4, 29))!.Type);
        Assert.Equal(CommuneType.Ward, Data.Commune("25270", new DateOnly(2026, 4, 30))!.Type);
    }

    [Fact]
    public void Communes_before_the_reform_are_not_known_and_so_not_refused()
    {
        Assert.False(ReferenceData.KnowsCommunes(LastOfTheOld));
        Assert.Null(Data.Commune("00004", LastOfTheOld));
        Assert.True(Data.IsCode("commune", "whatever", LastOfTheOld));
        Assert.False(Data.IsCode("commune", "whatever", FirstOfTheNew));
    }

    [Fact]
    public void A_code_is_read_with_a_date()
    {
        Assert.False(Data.IsCode("sector", "NN10", new DateOnly(2025, 10, 14)));
        Assert.True(Data.IsCode("sector", "NN10", new DateOnly(2025, 10, 15)));
        Assert.Equal(7, Data.Codes("sector", new DateOnly(2025, 10, 14)).Count);
        Assert.Equal(["KCQG", "KCDP_TINH", "KCDP_XA"], Data.Codes("funding_level", FirstOfTheNew)
            .Select(code => code.Code));
    }

    [Fact]
    public void Keys_of_expenses_come_from_the_ceilings_without_measures_laid_over_them()
    {
        var keys = Data.Codes("activity_key", LastOfTheOld).Select(code => code.Code).ToList();
        Assert.Contains("MACHINERY", keys);
        Assert.Contains("KHAC", keys);
        Assert.DoesNotContain("PRIORITY_MULTIPLIER", keys);
        Assert.DoesNotContain("MANAGEMENT_UNIT", keys);
        Assert.Equal(keys.Distinct(), keys);
    }

    [Theory]
    [InlineData("a,b\n1\n", "row 2")]
    [InlineData("a,b\n1,2,3\n", "row 2")]
    [InlineData("a,b\n1,2\n1,\"2\"3\n", "row 3")]
    [InlineData("a,b\n1,2\n1,\"2\n", "row 3")]
    [InlineData("a,b\n1,2\"\n", "row 2")]
    [InlineData("a,c\n1,2\n", "columns must be a,b")]
    [InlineData("", "empty")]
    public void A_bad_csv_names_its_row(string text, string complaint)
    {
        var problem = Assert.Throws<FormatException>(() => CsvTable.Parse("x.csv", text, "a", "b"));
        Assert.Contains(complaint, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_commas_and_line_ends_survive_in_quoted_fields()
    {
        var table = CsvTable.Parse("x.csv", "a,b\r\n\"1,\"\"2\"\"\n3\",\n,x", "a", "b");
        Assert.Equal(["1,\"2\"\n3", ""], table.Rows[0].Fields);
        Assert.Equal(["", "x"], table.Rows[1].Fields);
    }

    [Fact]
    public void A_field_of_the_wrong_type_names_row_and_column()
    {
        var row = CsvTable.Parse("x.csv", "day\n31/12/2025\n", "day").Rows[0];
        var problem = Assert.Throws<FormatException>(() => row.Day("day"));
        Assert.Contains("row 2, column day", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provinces_own_ceilings_are_found_by_expense_day_and_province()
    {
        var data = WithLocal("25,MACHINERY,Máy móc,cơ sở,50,200000000,Nghị quyết 23,2026-01-01,,x,x");
        var day = new DateOnly(2026, 1, 1);
        Assert.Equal(200_000_000, data.LocalCeilings.Find("MACHINERY", day, "25")!.CapVnd);
        Assert.Null(data.LocalCeilings.Find("MACHINERY", day.AddDays(-1), "25"));
        Assert.Null(data.LocalCeilings.Find("MACHINERY", day, "08"));
        Assert.Null(data.LocalCeilings.Find("BRAND", day, "25"));
        Assert.NotEqual(Data.Version, data.Version);
        Assert.Equal(300_000_000, data.Ceilings.Find("MACHINERY", day)!.CapVnd);
    }

    [Theory]
    [InlineData("99,MACHINERY,M,cơ sở,50,1,N,2026-01-01,,x,x", "row 2, column province_code")]
    [InlineData("02,MACHINERY,M,cơ sở,50,1,N,2026-01-01,,x,x", "row 2, column province_code")]
    [InlineData("08,TRACTOR,M,cơ sở,50,1,N,2026-01-01,,x,x", "row 2, column activity_key")]
    [InlineData("08,MACHINERY,M,cơ sở,,,N,2026-01-01,,x,x", "row 2, column cap_vnd")]
    [InlineData("08,MACHINERY,M,cơ sở,50,1,N,2026-01-02,2026-01-01,x,x", "row 2, column valid_to")]
    [InlineData(
        "08,MACHINERY,M,cơ sở,50,2,N,2026-06-01,,x,x\n08,MACHINERY,M,cơ sở,50,1,N,2026-01-01,2026-06-01,x,x",
        "row 2, column valid_from")]
    public void A_bad_table_of_local_ceilings_is_refused_with_row_and_column(string rows, string complaint)
    {
        var problem = Assert.Throws<FormatException>(() => WithLocal(rows));
        Assert.Contains("local-ceilings.csv, " + complaint, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measure_that_has_ended_without_successor_is_still_found_as_the_latest()
    {
        var (last, next) = (new DateOnly(2018, 5, 10), new DateOnly(2018, 5, 11));
        Assert.NotNull(Data.Ceilings.Find("PRIORITY_MULTIPLIER", last));
        Assert.Null(Data.Ceilings.Find("PRIORITY_MULTIPLIER", next));
        Assert.Equal(15_000, Data.Ceilings.FindLatest("PRIORITY_MULTIPLIER", next)!.MaxBasisPoints);
        Assert.Null(Data.Ceilings.FindLatest("PRIORITY_MULTIPLIER", new DateOnly(2014, 4, 7)));
    }

    private static ReferenceData WithLocal(string rows) =>
        Data.With("local-ceilings.csv", Data.Files.Text("local-ceilings.csv") + rows + "\n");
}
