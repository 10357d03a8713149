using KcExchange.Agent;
using KcExchange.Agent.Commands;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Agent;

/// <summary>The command map, and the question for the unit of money, as a clerk meets them.</summary>
public sealed class MapCommandTests
{
    [Fact]
    public async Task Without_a_terminal_map_shows_the_table_and_says_how_to_accept()
    {
        using var clerk = ProvinceTables.Make();

        var (code, output) = await RunAsync(clerk, null, "map", "--from", clerk.Path);

        Assert.Equal(ExitCode.ToMend, code);
        Assert.Contains("Kinh phí khuyến công hỗ trợ", output, StringComparison.Ordinal);
        Assert.Contains("--accept", output, StringComparison.Ordinal);
        Assert.False(File.Exists(clerk.File("so-lieu.anh-xa.yaml")));
    }

    [Fact]
    public async Task Accepted_the_mapping_is_written_and_the_next_command_is_shown()
    {
        using var clerk = ProvinceTables.Make();

        var (code, output) = await RunAsync(clerk, null, "map", "--from", clerk.Path, "--accept", "--lang", "en");

        Assert.Equal(ExitCode.AllGood, code);
        Assert.Contains("Support amount", output, StringComparison.Ordinal);
        Assert.Contains($"check \"{clerk.Path}\" --map \"{clerk.File("so-lieu.anh-xa.yaml")}\"", output,
            StringComparison.Ordinal);
        Assert.Contains("# common:", await File.ReadAllTextAsync(
            clerk.File("so-lieu.anh-xa.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_that_exists_is_never_written_over()
    {
        using var clerk = ProvinceTables.Make();
        clerk.Mapping("mine", "so-lieu.anh-xa.yaml");

        var (code, output) = await RunAsync(clerk, null, "map", "--from", clerk.Path, "--accept");

        Assert.Equal(ExitCode.CouldNotRun, code);
        Assert.Contains("đã có sẵn", output, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(
            clerk.File("so-lieu.anh-xa.yaml"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData('y', ExitCode.AllGood)]
    [InlineData('n', ExitCode.ToMend)]
    public async Task In_a_terminal_the_clerk_is_asked(char answer, int expected)
    {
        using var clerk = ProvinceTables.Make();

        var (code, output) = await RunAsync(
            clerk, [Key(answer), Key('\r', ConsoleKey.Enter)], "map", "--from", clerk.Path, "--out",
            clerk.File("m.yml"));

        Assert.Equal(expected, code);
        Assert.Contains("Ghi tệp ánh xạ như bảng trên?", output, StringComparison.Ordinal);
        Assert.Equal(expected == ExitCode.AllGood, File.Exists(clerk.File("m.yml")));
    }

    [Fact]
    public async Task An_unknown_unit_is_asked_for_with_one_of_the_files_own_numbers()
    {
        using var clerk = NoUnit();

        var (code, output) = await RunAsync(
            clerk, [Key('\0', ConsoleKey.DownArrow), Key('\0', ConsoleKey.DownArrow), Key('\r', ConsoleKey.Enter)],
            "check", clerk.Path);

        Assert.Equal(ExitCode.ToMend, code);
        Assert.Contains("«Tổng kinh phí»", output, StringComparison.Ordinal);
        Assert.Contains("1.250,5 nghĩa là 1.250.500.000 đồng", output, StringComparison.Ordinal);
        Assert.Contains("check: rows 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_an_unknown_unit_is_refused_with_the_three_ways_to_state_it()
    {
        using var clerk = NoUnit();

        var (code, output) = await RunAsync(clerk, null, "check", clerk.Path);

        Assert.Equal(ExitCode.CouldNotRun, code);
        Assert.Contains("«Tổng kinh phí (triệu đồng)»", output, StringComparison.Ordinal);
        Assert.Contains("Đơn vị tính tiền", output, StringComparison.Ordinal);
        Assert.Contains("--unit", output, StringComparison.Ordinal);
        Assert.False(File.Exists(clerk.File("so-lieu.kiem-tra.xlsx")));
    }

    [Fact]
    public async Task A_workbook_read_through_a_mapping_is_checked_like_any_other()
    {
        using var clerk = ProvinceTables.Make();
        await RunAsync(clerk, null, "map", "--from", clerk.Path, "--accept");
        var mapping = clerk.File("so-lieu.anh-xa.yaml");
        var text = await File.ReadAllTextAsync(mapping, TestContext.Current.CancellationToken);
        clerk.Mapping(
            text.Replace("  province_code:", "  province_code: 08", StringComparison.Ordinal)
                .Replace("  reference_date:", "  reference_date: 30/09/2026", StringComparison.Ordinal)
                .Replace("  report_period:", "  report_period: 2026-Q3", StringComparison.Ordinal)
                .Replace("  submitter_unit:", "  submitter_unit: Sở Công Thương", StringComparison.Ordinal),
            "so-lieu.anh-xa.yaml");

        var (code, output) = await RunAsync(clerk, null, "check", clerk.Path, "--map", mapping);

        Assert.Equal(ExitCode.ToMend, code);
        Assert.Contains("check: rows 3", output, StringComparison.Ordinal);
        Assert.Contains("KC-IMP-015", output, StringComparison.Ordinal);
        Assert.Empty(ClerkBook.Errors(clerk.File("so-lieu.kiem-tra.xlsx")));
    }

    private static ForeignBook NoUnit() => new ForeignBook().WithCommon().Sheet("Đề án",
        [["Mã đề án", "Tên đề án", "Tổng kinh phí"], ["KC-08-2026-DP-0001", "Máy chè", 1250.5]]);

    private static ConsoleKeyInfo Key(char character, ConsoleKey key = ConsoleKey.A) =>
        new(character, key, false, false, false);

    /// <summary>Runs the agent; with keys in a terminal at which somebody presses them.</summary>
    private static async Task<(int Code, string Output)> RunAsync(
        ForeignBook clerk, ConsoleKeyInfo[]? keys, params string[] command)
    {
        await using var output = new StringWriter();
        var terminal = keys is null
            ? AgentTerminal.Plain(output, output)
            : AgentTerminal.Of(new TypedConsole(output, keys), output);
        var code = await AgentApp.RunAsync(
            [.. command, "--outbox", clerk.File("outbox")], terminal, TimeProvider.System,
            TestContext.Current.CancellationToken, _ => null);
        Assert.DoesNotContain("   at ", output.ToString(), StringComparison.Ordinal);
        return (code, output.ToString());
    }
}
