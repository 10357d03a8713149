using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Duplicates;

/// <summary>A household's tax code is its head's citizen number: it stands in the record and nowhere else.</summary>
public sealed class PersonalDataTests
{
    private const string Code = "001099012345";

    /// <summary>Digits of the code in a row that a masked one may still show.</summary>
    private const int Shown = 3;

    public static TheoryData<string> Forms() =>
    [
        Code, Code + " ", " " + Code, "'" + Code, Code + "\u200B", Code + "\t", "0010 9901 2345", "001.099.012.345",
        Code + "-001", Code[1..], Code + "6", "CCCD " + Code, Code[..6] + "\u0301" + Code[6..],
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void No_finding_shows_a_citizens_number_however_it_is_written(string form)
    {
        var record = Corpus.Base("project");
        record.Project.Beneficiaries[0].TaxCode = form;
        record.Project.Beneficiaries.Add(record.Project.Beneficiaries[0].Clone());
        var facts = new DuplicateFacts();
        foreach (var one in ProjectBeneficiary.Of("24", "project/KC-24-2026-DP-0001", record.Project)) facts.Add(one);
        var known = new KnownRecords { IsComplete = true };
        Engine.Store(known, Corpus.Base("centre"));
        Engine.Store(known, Corpus.Base("project"));

        var findings = Engine.Judge(record, Engine.Context(known: known, duplicates: facts)).Findings;

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => NoneOf(finding.ToMessage("vi") + " " + finding.ToMessage("en")));
    }

    [Fact]
    public async Task Neither_answers_nor_log_nor_findings_nor_audit_show_a_citizens_number()
    {
        await using var two = await TwoProvinces.StartAsync();
        static ExchangeRecord Household(ExchangeRecord record, string code = Code) => TwoProvinces.Change(
            record, project =>
                (project.Beneficiaries[0].TaxCode, project.Beneficiaries[0].BeneficiaryType) = (code, "HKD"));
        var dryRun = new ValidateRecordsRequest { Records = { Household(TwoProvinces.OwnProject(3), Code[1..]) } };

        var answers = new List<string>
        {
            $"{(await TwoProvinces.SendAsync(two.Own, Household(TwoProvinces.OwnProject()))).Result}",
            $"{(await TwoProvinces.SendAsync(two.Other, Household(TwoProvinces.OtherProject()))).Result}",
            $"{(await TwoProvinces.SendAsync(two.Other, Household(TwoProvinces.OtherProject(2), Code + "6"))).Result}",
            $"{await two.Own.ValidateRecordsAsync(dryRun)}",
        };
        await two.WriteAuditAsync();

        Assert.Contains("KC-PRJ-022", answers[1], StringComparison.Ordinal);
        Assert.Contains("KC-PRJ-009", answers[2], StringComparison.Ordinal);
        await using var db = two.OpenStore();
        var findings = await db.Findings.ToListAsync();
        Assert.NotEmpty(findings);
        Assert.All(answers, NoneOf);
        Assert.All(two.Server.Log.Lines, NoneOf);
        Assert.All(findings, finding => NoneOf($"{finding.FieldPath} {finding.Parameters} {finding.RecordKey}"));
        Assert.All(await db.Audit.ToListAsync(), row => NoneOf($"{row.Caller} {row.Subject} {row.Detail}"));
    }

    private static void NoneOf(string text)
    {
        for (var i = 0; i + Shown < Code.Length; i++)
            Assert.DoesNotContain(Code.Substring(i, Shown + 1), text, StringComparison.Ordinal);
    }
}
