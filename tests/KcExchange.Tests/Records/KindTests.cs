using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Records;

public class KindTests
{
    [Fact]
    public void Keys_have_their_text_form()
    {
        Assert.Equal("centre/KCT-08-01/2026-Q3", RecordKinds.Centre.Key(Corpus.Base("centre")));
        Assert.Equal("project/KC-08-2026-QG-0001", RecordKinds.Project.Key(Corpus.Base("project")));
        var line = Corpus.Base("funding");
        Assert.Equal("funding/2026/2026-Q3/KCQG/NSTW/PROJECT/KC-08-2026-QG-0001", RecordKinds.Funding.Key(line));
        (line.Funding.Scope, line.Funding.ActivityCategory) = ("CATEGORY", "ND3");
        Assert.Equal("funding/2026/2026-Q3/KCQG/NSTW/CATEGORY/08-ND3", RecordKinds.Funding.Key(line));
        line.Funding.Scope = "PROVINCE";
        Assert.Equal("funding/2026/2026-Q3/KCQG/NSTW/PROVINCE/08", RecordKinds.Funding.Key(line));
    }

    [Fact]
    public void The_lines_of_two_provinces_that_merged_do_not_share_a_key()
    {
        var line = Corpus.Base("funding");
        (line.Funding.Scope, line.Funding.BudgetYear, line.ReportPeriod) = ("PROVINCE", 2024, "2024-Y");
        var now = RecordKinds.Funding.Key(line);
        line.ProvinceCode = "02";
        Assert.NotEqual(now, RecordKinds.Funding.Key(line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("KCT/08-01")]
    [InlineData("KCT-08-01\0")]
    [InlineData("KCT-08-01 ")]
    [InlineData("KCT‑08‑01")]
    [InlineData("KCT-08-0100000000000000000000000000000000")]
    public void A_part_that_could_make_another_records_key_makes_none(string code)
    {
        var record = Corpus.Base("centre");
        record.Centre.CentreCode = code;
        Assert.Equal("", RecordKinds.Centre.Key(record));
    }

    [Fact]
    public void A_missing_part_makes_no_key()
    {
        var line = Corpus.Base("funding");
        line.Funding.ClearBudgetYear();
        Assert.Equal("", RecordKinds.Funding.Key(line));
        line.Funding.BudgetYear = 2026;
        line.Funding.ProjectCode = "";
        Assert.Equal("", RecordKinds.Funding.Key(line));
        line.Funding.Scope = "ELSE";
        Assert.Equal("", RecordKinds.Funding.Key(line));
    }

    [Fact]
    public void References_are_those_that_the_record_gives()
    {
        Assert.Equal("KCT-08-01", Assert.Single(RecordKinds.Project.References(Corpus.Base("project"))).Code);
        var line = Corpus.Base("funding");
        Assert.Equal("KC-08-2026-QG-0001", Assert.Single(RecordKinds.Funding.References(line)).Code);
        line.Funding.Scope = "PROVINCE";
        Assert.Empty(RecordKinds.Funding.References(line));
    }

    [Theory]
    [InlineData("2026-Q3", "2026-07-01", "2026-09-30")]
    [InlineData("2026-M02", "2026-02-01", "2026-02-28")]
    [InlineData("2026-H2", "2026-07-01", "2026-12-31")]
    [InlineData("2026-Y", "2026-01-01", "2026-12-31")]
    [InlineData("9999-M12", "9999-12-01", "9999-12-31")]
    public void A_period_begins_and_ends_on_civil_days(string text, string start, string end)
    {
        Assert.True(ReportPeriod.TryParse(text, out var period));
        Assert.Equal((DateOnly.Parse(start, CultureInfo.InvariantCulture),
            DateOnly.Parse(end, CultureInfo.InvariantCulture)),
            (period.Start, period.End));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-Q5")]
    [InlineData("2026-M1")]
    [InlineData("2026-M001")]
    [InlineData("2026-Q")]
    [InlineData("2026-Y1")]
    [InlineData("０２６-Q1-")]
    [InlineData("2026Q3-x")]
    public void What_is_no_period_is_none(string text)
    {
        Assert.False(ReportPeriod.TryParse(text, out _));
    }
}
