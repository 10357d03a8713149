using System.Text;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Tests.Reference;

/// <summary>A bad file is refused with row and column, and everything that is wrong is said at once.</summary>
public sealed class ReferenceCheckTests
{
    private const string Overrides = "rule_id,severity,reason,basis\n";
    private const string Settings = "name,value,reason,basis\n";
    private const string Local =
        "province_code,activity_key,name_vi,unit_vi,max_percent,cap_vnd,instrument,valid_from,valid_to,source,status\n";

    /// <summary>File, rows below its header, and the complaint.</summary>
    public static TheoryData<string, string, string> BadFiles => new()
    {
        { Overrides, "KC-PRJ-999,OFF,a,b", "rule-overrides.csv, row 2, column rule_id: \"KC-PRJ-999\" is no rule." },
        { Overrides, "KC-SYS-002,OFF,a,b", "row 2, column rule_id: \"KC-SYS-002\" is a rule of the exchange itself" },
        { Overrides, "KC-GEN-009,INFO,a,b", "row 2, column rule_id: \"KC-GEN-009\" is a rule of the exchange itself" },
        { Overrides, "KC-PRJ-011,NONE,a,b", "row 2, column severity: \"NONE\" is none of ERROR, WARNING, INFO, OFF." },
        { Overrides, "KC-PRJ-011,OFF,,b", "row 2, column reason: \"\" is empty." },
        { Overrides, "KC-PRJ-011,OFF,a,b\nKC-PRJ-011,INFO,a,b", "row 3, column rule_id: \"KC-PRJ-011\" is there" },
        { Overrides, "KC-PRJ-011,OFF,a", "row 2: 3 fields, 4 expected." },
        { Overrides, "KC-PRJ-011,OFF,a,b\nKC-PRJ-012,OFF,\"a\"x,b", "row 3: a quote or a line end is out of place." },
        { Settings, "staff_change,5,a,b", "rule-settings.csv, row 2, column name: \"staff_change\" is no setting;" },
        { Settings, "advance_percent,101,a,b", "row 2, column value: \"101\" is no whole number from 0 to 100." },
        { Settings, "advance_percent,x,a,b", "row 2, column value: \"x\" is no whole number from 0 to 100." },
        { Settings, "monthly_deadline_day,0,a,b", "\"0\" is no whole number from 1 to 31." },
        { Settings, "settlement_deadline,29/02,a,b", "\"29/02\" is no day of the year dd/MM." },
        { Local, "25,MACHINERY,a,b,50,1,c,2026-01-32,,S,f", "row 2, column valid_from: \"2026-01-32\" is no day" },
        { Local, "25,MACHINERY,a,b,50,1,c,2026-01-01,2025-12-31,S,f", "column valid_to: \"2025-12-31\" is before" },
        { Local, "25,MACHINERY,a,b,50,\"1.000\",c,2026-01-01,,S,f", "column cap_vnd: \"1.000\" is no whole number" },
        { Local, "25,MACHINERY,a,b,\"1,5\",1,c,2026-01-01,,S,f", "column max_percent: \"1,5\" is no percentage" },
        { Local, "25,MACHINERY,a,b,,,c,2026-01-01,,S,f", "column cap_vnd: \"\" is empty, and so is max_percent" },
        { Local, "25,MACHINERY,a,b,500,1,c,2026-01-01,,S,f", "column max_percent: \"500\" is more than the whole" },
        { Local, "25,NO_SUCH,a,b,50,1,c,2026-01-01,,S,f", "column activity_key: \"NO_SUCH\" is no activity_key" },
        { Local, "17,MACHINERY,a,b,50,1,c,2026-01-01,,S,f", "column province_code: \"17\" is no province on 2026" },
        { Local, "1,MACHINERY,a,b,50,1,c,2026-01-01,,S,f", "column province_code: \"1\" is not 2 digits" },
        {
            Local, "25,MACHINERY,a,b,50,1,c,2026-01-01,2026-06-30,S,f\n25,MACHINERY,a,b,50,2,c,2026-06-30,,S,f",
            "row 3, column valid_from: \"2026-06-30\" lies within the validity of row 2"
        },
    };

    /// <summary>A change of a file of the release, and the complaint.</summary>
    public static TheoryData<string, string, string, string> BadChanges => new()
    {
        {
            "project-status-transitions.csv", "DRAFT,REGISTERED,,", "DRAFT,REGISTRED,,",
            "row 3, column to: \"REGISTRED\" is no code of list project_status."
        },
        {
            "project-status-transitions.csv", ",NATIONAL,", ",NATIONALLY,",
            "row 8, column condition: \"NATIONALLY\" is none of"
        },
        {
            "communes.csv", "Ba Đình,phuong,01", "Ba Đình,phuong,",
            "communes.csv, row 2, column province_code: \"\" is empty."
        },
        {
            "communes.csv", "Ba Đình,phuong,01", "Ba Đình,phuong,02",
            "row 2, column province_code: \"02\" is none of provinces-34-dated.csv."
        },
        { "communes.csv", "00008,Ngọc Hà", "00004,Ngọc Hà", "row 3, column code: \"00004\" is there twice: row 2" },
        {
            "provinces-63.csv", "2025-06-30,08\n04,", "2025-06-30,02\n04,",
            "row 3, column successor_code: \"02\" is none of provinces-34-dated.csv."
        },
        {
            "provinces-34-dated.csv", "tinh,2025-07-01,\n08", "tinh,2025-07-01,2024-01-01\n08",
            "column valid_to: \"2024-01-01\" is before valid_from."
        },
        { "code-lists.csv", "project_status,", "project_state,", "list project_status is missing" },
        {
            "code-lists.csv", "activity_category,2,", "activty_category,2,",
            "row 3, column list: \"activty_category\" is no list that this release knows."
        },
        { "code-lists.csv", ",KCQG,", ",KCTW,", "code KCQG of list funding_level is missing" },
        { "code-lists.csv", "name_vi,name_en", "name_en,name_vi", "code-lists.csv, row 1: columns must be list,sort," },
        { "code-lists.csv", "Đào tạo nghề", "Đa\u0300o tạo nghề", "is not composed Unicode (NFC)." },
    };

    [Fact]
    public void The_files_of_the_release_are_good() =>
        Assert.Empty(ReferenceCheck.Run(ReferenceFiles.Embedded));

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_row_is_named_with_its_column(string header, string rows, string complaint)
    {
        var name = header switch
        {
            Overrides => "rule-overrides.csv",
            Settings => "rule-settings.csv",
            _ => "local-ceilings.csv",
        };
        Assert.Contains(complaint, Assert.Single(Problems(name, header + rows + "\n")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadChanges))]
    public void What_a_change_would_break_is_named(string name, string text, string instead, string complaint)
    {
        var release = ReferenceFiles.Embedded.Text(name);
        Assert.Contains(text, release, StringComparison.Ordinal);
        Assert.Contains(
            Problems(name, release.Replace(text, instead, StringComparison.Ordinal)),
            problem => problem.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var files = With("rule-settings.csv", Settings + "nothing,1,a,b\nadvance_percent,-1,,b\n")
            .With("rule-overrides.csv", Encoding.UTF8.GetBytes(Overrides + "KC-PRJ-011,NO,a,\nKC-XXX-001,OFF,a,b\n"));

        Assert.Equal(
            [
                ("rule-overrides.csv", 2, "severity"), ("rule-overrides.csv", 2, "basis"),
                ("rule-overrides.csv", 3, "rule_id"), ("rule-settings.csv", 2, "name"),
                ("rule-settings.csv", 3, "reason"), ("rule-settings.csv", 3, "value"),
            ],
            ReferenceCheck.Run(files).Select(problem => (problem.File, problem.Row, problem.Column)));
    }

    /// <summary>What spreadsheets make of a CSV: a mark before it, CRLF, semicolons, quotes round everything.</summary>
    [Theory]
    [InlineData("\uFEFFrule_id,severity,reason,basis\r\nKC-PRJ-011,OFF,\"a, b\",c\r\n")]
    [InlineData("rule_id;severity;reason;basis\r\nKC-PRJ-011;OFF;a, b;c\r\n")]
    [InlineData("\uFEFF\"rule_id\";\"severity\";\"reason\";\"basis\"\n\"KC-PRJ-011\";\"OFF\";\"a, b\";\"c\"")]
    public void A_file_as_a_spreadsheet_writes_it_is_taken(string text)
    {
        Assert.Empty(Problems("rule-overrides.csv", text));
        var rules = RuleSet.Of(With("rule-overrides.csv", text));
        Assert.Equal(new RuleOverride("KC-PRJ-011", Severity.Unspecified, "a, b", "c"), rules.Overrides.Single());
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0x00 }, "rule-overrides.csv: it is UTF-16; save it as \"CSV UTF-8\".")]
    [InlineData(new byte[] { 0x61, 0x0A, 0xE0, 0x0A }, "rule-overrides.csv, row 2: the text is no UTF-8;")]
    [InlineData(new byte[0], "rule-overrides.csv, row 1: the file is empty.")]
    public void A_file_in_another_encoding_is_refused(byte[] content, string complaint)
    {
        var problem = Assert.Single(ReferenceCheck.Run(ReferenceFiles.Embedded.With("rule-overrides.csv", content)));
        Assert.Contains(complaint, problem.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Problems(string name, string content) =>
        ReferenceCheck.Run(With(name, content)).Select(problem => problem.ToString()).ToList();

    private static ReferenceFiles With(string name, string content) =>
        ReferenceFiles.Embedded.With(name, Encoding.UTF8.GetBytes(content));
}
