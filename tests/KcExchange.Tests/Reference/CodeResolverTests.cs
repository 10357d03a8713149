using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Tests.Reference;

public sealed class CodeResolverTests
{
    private static readonly DateOnly Old = new(2025, 6, 30);
    private static readonly DateOnly Now = new(2026, 11, 23);

    /// <summary>Code, its meaning before and since the reform.</summary>
    public static TheoryData<string, string, string> Reused =>
        [.. ReferenceData.Embedded.Units.Reused.Select(code => (code.Code, code.NameBefore, code.NameSince))];

    [Theory]
    [MemberData(nameof(Reused))]
    public void A_reused_province_code_has_both_meanings_and_says_so(string code, string before, string since)
    {
        var old = Resolve("province", code, Old);
        Assert.Equal((CodeStanding.Valid, before, true), (old.Standing, old.Entry.NameVi, old.Reused));
        var now = Resolve("province", code, Now);
        Assert.Equal((CodeStanding.Valid, since, true), (now.Standing, now.Entry.NameVi, now.Reused));
        Assert.Equal([before, since], now.Meanings.Select(meaning => meaning.NameVi));
        Assert.Equal(ReferenceData.Embedded.SuccessorOf(code), old.Successor.Code);
    }

    [Fact]
    public void A_retired_province_names_its_successor()
    {
        var answer = Resolve("province", "02", Now);
        Assert.Equal(CodeStanding.Retired, answer.Standing);
        Assert.Null(answer.Entry);
        Assert.Equal(("02", "Hà Giang"), (answer.Meanings.Single().Code, answer.Meanings.Single().NameVi));
        Assert.Equal(("08", "Tuyên Quang"), (answer.Successor.Code, answer.Successor.NameVi));
        Assert.False(answer.Reused);
    }

    [Fact]
    public void A_province_that_stayed_has_no_successor_though_its_name_is_written_otherwise()
    {
        var answer = Resolve("province", "38", Now);
        Assert.Equal((CodeStanding.Valid, false), (answer.Standing, answer.Reused));
        Assert.Null(answer.Successor);
    }

    [Fact]
    public void A_code_list_is_read_with_its_day()
    {
        Assert.Equal(CodeStanding.NotYet, Resolve("sector", "NN10", new DateOnly(2025, 10, 14)).Standing);
        Assert.Equal(CodeStanding.Valid, Resolve("sector", "NN10", new DateOnly(2025, 10, 15)).Standing);
    }

    [Theory]
    [InlineData("province", "8", "08")]
    [InlineData("province", "Tuyen Quang", "08")]
    [InlineData("funding_level", "KCGQ", "KCQG")]
    [InlineData("commune", "4", "00004")]
    public void An_unknown_code_is_answered_with_the_nearest(string list, string code, string nearest)
    {
        var answer = Resolve(list, code, Now);
        Assert.Equal((CodeStanding.Unknown, nearest), (answer.Standing, answer.Nearest?.Code));
    }

    [Fact]
    public void A_commune_has_its_two_versions_and_is_not_recorded_before_the_reform()
    {
        var ward = Resolve("commune", "25270", Now);
        Assert.Equal(2, ward.Meanings.Count);
        Assert.Equal("75", ward.Entry.ProvinceCode);
        Assert.Equal(CodeStanding.NotRecorded, Resolve("commune", "25270", Old).Standing);
        Assert.Equal(CodeStanding.Unknown, Resolve("commune", "99999", Now).Standing);
    }

    private static ResolveCodeResponse Resolve(string list, string code, DateOnly on) =>
        CodeResolver.Resolve(ReferenceData.Embedded, list, code, on);
}
