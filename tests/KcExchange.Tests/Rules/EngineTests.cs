using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

public class EngineTests
{
    [Fact]
    public void No_record_makes_the_engine_throw_and_every_finding_can_be_shown()
    {
        var known = new KnownRecords { IsComplete = true };
        foreach (var name in new[] { "centre", "project", "funding" }) Engine.Store(known, Corpus.Base(name));
        var context = Engine.Context(known: known);
        var hostile = new HostileRecords(20261123);
        var judgement = new Judgement();
        for (var i = 0; i < 5_000; i++)
        {
            var record = hostile.Next();
            var kind = RecordKinds.Of(record)!;
            var key = kind.Key(record);
            RuleSet.Default.JudgeRecord(judgement, record, kind, key, context);
            Shown(judgement);
            RuleSet.Default.JudgeContext(judgement, record, kind, key, context);
            Shown(judgement);
            Assert.Equal(32, RecordHash.Sent(RecordHash.Normalise(record)).Length);
        }
    }

    [Fact]
    public void A_deletion_is_judged_by_its_key_and_sender_only()
    {
        var record = new ExchangeRecord
        {
            ProvinceCode = "08",
            ReportPeriod = "2026-Q3",
            Operation = Operation.Delete,
            Centre = new Centre { CentreCode = "KCT-08-01" },
        };
        Assert.Empty(Engine.Judge(record, Engine.Context()).Findings);
        record.ProvinceCode = "01";
        Assert.Equal("KC-GEN-009", Assert.Single(Engine.Judge(record, Engine.Context()).Findings).Rule.Id);
    }

    [Fact]
    public void Findings_of_one_record_are_limited_and_an_error_is_always_among_them()
    {
        var record = Corpus.Base("project");
        record.Project.Beneficiaries.Clear();
        for (var i = 0; i < 5_000; i++) record.Project.Beneficiaries.Add(new Beneficiary());
        var warnings = RuleCatalogue.ById.ToDictionary(pair => pair.Key, _ => Severity.Warning);
        warnings["KC-PRJ-010"] = Severity.Error;
        record.Project.EndDate = new CivilDate { Year = 2020, Month = 1, Day = 1 };
        var judgement = new Judgement();
        new RuleSet(warnings).JudgeRecord(judgement, record, RecordKinds.Project, "", Engine.Context());
        Assert.Equal(Judgement.MostFindings, judgement.Findings.Count);
        Assert.True(judgement.Refused);
        Assert.True(judgement.Omitted > 10_000);
        Assert.Contains(judgement.Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_value_of_a_million_characters_is_not_echoed()
    {
        var record = Corpus.Base("project");
        record.Project.FundingLevel = new string('x', 1_000_000);
        record.Project.NameVi = "";
        record.ProvinceCode = new string('9', 1_000_000);
        var findings = Engine.Judge(record, Engine.Context()).Findings;
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.True(finding.ToMessage("vi").CalculateSize() < 2_000));
    }

    [Fact]
    public void Personal_data_are_masked_in_findings()
    {
        var record = Corpus.Base("project");
        record.Project.Beneficiaries[0].TaxCode = "00809200123";
        var finding = Assert.Single(Engine.Judge(record, Engine.Context(complete: false)).Findings);
        Assert.DoesNotContain("008092", finding.ToMessage("vi").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ministry_override_changes_severity_switches_off_and_shows_in_the_version()
    {
        var record = Corpus.Base("project");
        record.Project.EndDate = new CivilDate { Year = 2026, Month = 1, Day = 1 };
        record.Project.TotalCost = 1_000_000;
        var rules = new RuleSet(new Dictionary<string, Severity>
        {
            ["KC-PRJ-010"] = Severity.Warning,
            ["KC-PRJ-011"] = Severity.Unspecified,
        });
        var judgement = new Judgement();
        rules.JudgeRecord(judgement, record, RecordKinds.Project, "", Engine.Context());
        Assert.Equal(("KC-PRJ-010", Severity.Warning), (judgement.Findings[0].Rule.Id, judgement.Findings[0].Severity));
        Assert.Single(judgement.Findings);
        Assert.False(judgement.Refused);
        Assert.StartsWith(RuleSet.Default.Version + "+", rules.Version, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() =>
            new RuleSet(new Dictionary<string, Severity> { ["KC-XXX-001"] = Severity.Error }));
    }

    [Fact]
    public void The_identity_of_a_finding_does_not_depend_on_the_place_in_a_list()
    {
        var record = Corpus.Base("centre");
        record.Centre.Equipment[1].Broken = -1;
        var first = Engine.Judge(record, Engine.Context()).Findings[0];
        (record.Centre.Equipment[0], record.Centre.Equipment[1]) =
            (record.Centre.Equipment[1], record.Centre.Equipment[0]);
        var second = Engine.Judge(record, Engine.Context()).Findings[0];
        Assert.NotEqual(first.FieldPath, second.FieldPath);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal(first.EvidenceHash, second.EvidenceHash);
    }

    private static void Shown(Judgement judgement)
    {
        foreach (var finding in judgement.Findings)
        {
            Assert.True(finding.FieldPath.Length == 0 || Labels.Field(finding.FieldPath) is not null,
                finding.FieldPath);
            foreach (var language in new[] { "vi", "en" })
            {
                var message = finding.ToMessage(language);
                Assert.DoesNotContain(message.Message + message.Cure, c => char.IsControl(c));
            }
        }
    }
}
