using System.Text;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Reference;

public sealed class RuleBookTests
{
    private static readonly string[] Severities = ["rule_id,severity,reason,basis"];
    private static readonly string[] Numbers = ["name,value,reason,basis"];

    [Fact]
    public void Overrides_and_settings_are_part_of_the_rule_sets_version()
    {
        var plain = RuleSet.Of(ReferenceFiles.Embedded);
        var off = RuleSet.Of(With("rule-overrides.csv", [.. Severities, "KC-PRJ-011,OFF,a,b"]));
        var warning = RuleSet.Of(With("rule-overrides.csv", [.. Severities, "KC-PRJ-011,WARNING,a,b"]));
        var number = RuleSet.Of(With("rule-settings.csv", [.. Numbers, "staff_change_percent,30,a,b"]));

        Assert.Equal(RuleCatalogue.Version, plain.Version);
        Assert.Equal(4, new[] { plain, off, warning, number }.Select(rules => rules.Version).Distinct().Count());
        Assert.Null(off.Find("KC-PRJ-011"));
        Assert.Equal(Severity.Warning, warning.Find("KC-PRJ-011")!.Value.Severity);
    }

    [Fact]
    public void Settings_reach_the_rules_and_the_others_stay()
    {
        var settings = RuleSet.Of(With(
            "rule-settings.csv",
            [.. Numbers, "staff_change_percent,30,a,b", "settlement_deadline,31/01,a,b", "largest_amount,7,a,b"]))
            .Settings;

        Assert.Equal(
            RuleSettings.Default with
            {
                StaffChangePercent = 30,
                SettlementDeadline = (31, 1),
                LargestAmount = 7,
            },
            settings);
        Assert.Equal(50, RuleSettings.Default.StaffChangePercent);
    }

    [Fact]
    public void Every_setting_of_the_release_can_be_written_and_read_again()
    {
        var rows = SettingTable.Names.Select(name => $"{name},{SettingTable.Text(RuleSettings.Default, name)},a,b");
        var files = With("rule-settings.csv", [.. Numbers, .. rows]);
        Assert.Empty(ReferenceCheck.Run(files));
        Assert.Equal(RuleSettings.Default, RuleSet.Of(files).Settings);
        Assert.Equal(RuleCatalogue.Version, RuleSet.Of(files).Version);
    }

    /// <summary>A number of the ministry's must not stop the exchange, however large the check lets it be.</summary>
    [Fact]
    public void No_number_that_the_check_takes_makes_a_rule_throw()
    {
        string[] sizes = [$"{1_000_000_000_000_000}", $"{int.MaxValue}", "10000", "1000", "366", "100", "31", "31/12"];
        var cases = Corpus.All.Where(at => at.Only != "server" && at.Period.Length == 0 && at.Reference.Count == 0);
        var refused = sizes.SelectMany(size => ReferenceCheck.Run(With(
                "rule-settings.csv", [.. Numbers, .. SettingTable.Names.Select(name => $"{name},{size},a,b")]))
            .Select(problem => (SettingTable.Names[problem.Row - 2], size))).ToHashSet();
        foreach (var name in SettingTable.Names)
        {
            var most = sizes.First(size => !refused.Contains((name, size)));
            var settings = RuleSet.Of(With("rule-settings.csv", [.. Numbers, $"{name},{most},a,b"])).Settings;
            foreach (var at in cases) Engine.Run(at, settings);
        }
    }

    [Fact]
    public void What_a_newer_release_knows_is_left_out_by_an_older_one()
    {
        var files = With("rule-overrides.csv", [.. Severities, "KC-PRJ-998,OFF,a,b", "KC-PRJ-011,INFO,a,b"])
            .With("rule-settings.csv", Encoding.UTF8.GetBytes("name,value,reason,basis\nnot_yet,1,a,b\n"))
            .With("a-newer-file.csv", [1, 2, 3]);
        var book = RuleBook.Of(ReferenceData.Read("2027-01-01-00000000", files));
        Assert.Equal(Severity.Info, book.Rules.Find("KC-PRJ-011")!.Value.Severity);
        Assert.Equal(RuleSettings.Default, book.Rules.Settings);
    }

    [Fact]
    public void A_bundle_is_the_files_byte_for_byte_and_a_damaged_one_is_none()
    {
        var files = ReferenceFiles.Embedded.With("rule-overrides.csv", [0xEF, 0xBB, 0xBF, .. "x;y\r\n"u8]);
        var bundle = new ReferenceBundle
        {
            Version = new ReferenceVersion
            {
                Version = files.VersionOn(new DateOnly(2026, 11, 23)),
                Sha256 = Google.Protobuf.ByteString.CopyFrom(files.Sha256),
            },
            Files = { files.Pack() },
        };

        var again = ReferenceFiles.Unpack(bundle);
        Assert.Equal(files.Names, again.Names);
        Assert.All(files.Names, name => Assert.True(files.Bytes(name).Span.SequenceEqual(again.Bytes(name).Span)));

        var lacking = bundle.Clone();
        lacking.Files.RemoveAt(0);
        var torn = bundle.Clone();
        torn.Files[0].ContentGzip = Google.Protobuf.ByteString.CopyFrom(torn.Files[0].ContentGzip.Span[..20]);
        var renamed = bundle.Clone();
        renamed.Version.Version = "2026-11-23-00000000";
        Assert.All(new[] { lacking, torn, renamed, new ReferenceBundle() }, bad =>
            Assert.Throws<FormatException>(() => ReferenceFiles.Unpack(bad)));
    }

    private static ReferenceFiles With(string name, params string[] lines) =>
        ReferenceFiles.Embedded.With(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
}
