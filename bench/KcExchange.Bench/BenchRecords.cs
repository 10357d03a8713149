using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Demo.Samples;
using KcExchange.V1;

namespace KcExchange.Bench;

/// <summary>
/// A valid record of each kind as the samples have them, with Vietnamese text; the project has 3 beneficiaries.
/// </summary>
internal sealed class BenchRecords
{
    /// <summary>The day of the judgement.</summary>
    public static readonly DateOnly Today = new(2026, 11, 23);

    private readonly KnownRecords _known = new() { IsComplete = true };

    /// <summary>Makes them.</summary>
    public BenchRecords()
    {
        var province = SampleProvince.TuyenQuang;
        var dice = new Dice(20260930);
        var names = new SampleNames(dice);
        var maker = new SampleProjects(province, dice, names);
        List<ExchangeRecord> centres = [.. new SampleCentres(province, dice, names).Make()];
        List<ExchangeRecord> projects = [.. maker.Finished(300)];
        List<ExchangeRecord> lines = [.. new SampleFunding(province, dice).Make(projects)];
        Context = new RuleContext
        {
            Reference = ReferenceData.Embedded,
            Today = Today,
            SenderProvince = province.Code,
            Known = _known,
        };
        foreach (var record in centres.Concat(projects).Concat(lines)) Store(record);
        Centre = centres.Last(IsValid);
        Project = projects.First(record => record.Project is { FundingLevel: "KCQG", Beneficiaries.Count: 3 }
            && IsValid(record));
        Funding = lines.First(record => record.Funding.ProjectCode == Project.Project.ProjectCode);
        if (!IsValid(Funding)) throw new InvalidOperationException("The line of funding is not valid.");
    }

    /// <summary>What lies outside the records: all of them are stored, as a province's resend finds them.</summary>
    public RuleContext Context { get; }

    public ExchangeRecord Centre { get; }

    public ExchangeRecord Project { get; }

    public ExchangeRecord Funding { get; }

    /// <summary>The three.</summary>
    public IEnumerable<ExchangeRecord> All => [Project, Centre, Funding];

    private bool IsValid(ExchangeRecord record)
    {
        var judgement = new Judgement();
        var kind = RecordKinds.Of(record)!;
        RuleSet.Default.JudgeRecord(judgement, record, kind, kind.Key(record), Context);
        if (judgement.Findings.Count > 0) return false;
        RuleSet.Default.JudgeContext(judgement, record, kind, kind.Key(record), Context);
        return judgement.Findings.Count == 0;
    }

    private void Store(ExchangeRecord record)
    {
        // The samples leave the version to whoever reads their workbook.
        record.SourceVersion = 1;
        var kind = RecordKinds.Of(record)!;
        var content = RecordHash.Normalise(record);
        _known.Set(new KnownRecord(
            kind.Kind, kind.Key(record), kind.Code(record), record.SourceVersion,
            RecordHash.Content(content.ToByteArray()), 1, false, new Lazy<ExchangeRecord>(content)));
    }
}
