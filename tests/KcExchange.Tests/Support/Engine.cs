using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Tests.Support;

/// <summary>
/// The rule engine as server and agent use it: record rules, then context rules where these found no error.
/// </summary>
internal static class Engine
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    public static RuleContext Context(
        DateOnly? today = null, string sender = "08", bool complete = true, KnownRecords? known = null,
        ReferenceData? reference = null, RuleSettings? settings = null, DuplicateFacts? duplicates = null) => new()
        {
            Reference = reference ?? ReferenceData.Embedded,
            Today = today ?? Today,
            SenderProvince = sender,
            Known = known ?? new KnownRecords { IsComplete = complete },
            Settings = settings ?? RuleSettings.Default,
            Duplicates = duplicates,
        };

    /// <summary>All findings of a record, and the rules that could not be decided.</summary>
    public static (List<RuleFinding> Findings, List<Rule> Undecided) Judge(ExchangeRecord record, RuleContext context)
    {
        var kind = RecordKinds.Of(record)!;
        var key = kind.Key(record);
        var judgement = new Judgement();
        RuleSet.Default.JudgeRecord(judgement, record, kind, key, context);
        List<RuleFinding> findings = [.. judgement.Findings];
        List<Rule> undecided = [.. judgement.Undecided];
        if (judgement.Refused) return (findings, undecided);
        RuleSet.Default.JudgeContext(judgement, record, kind, key, context);
        return ([.. findings, .. judgement.Findings], [.. undecided, .. judgement.Undecided]);
    }

    /// <summary>Lets a context know a record as stored.</summary>
    public static void Store(KnownRecords known, ExchangeRecord record)
    {
        var kind = RecordKinds.Of(record)!;
        var content = RecordHash.Normalise(record);
        known.Set(new KnownRecord(
            kind.Kind, kind.Key(record), kind.Code(record), record.SourceVersion,
            RecordHash.Content(content.ToByteArray()), 1, record.Operation == Operation.Delete,
            new Lazy<ExchangeRecord>(content)));
    }

    /// <summary>Runs a case of the corpus up to its last record.</summary>
    public static (List<RuleFinding> Findings, List<Rule> Undecided) Run(
        CorpusCase corpusCase, RuleSettings? settings = null)
    {
        if (ReportPeriod.TryParse(corpusCase.Period, out var period))
            return ([.. PeriodJudgement.Judge(
                PeriodFacts.Of(corpusCase.Sender, period, corpusCase.Steps.Select(step => step.Record)),
                RuleSet.Default, Reference(corpusCase)).Select(found => found.Finding)], []);
        var known = new KnownRecords
        {
            IsComplete = !corpusCase.Offline, LockedPeriods = corpusCase.Locked.ToHashSet(StringComparer.Ordinal),
        };
        var duplicates = corpusCase.Offline ? null : new DuplicateFacts();
        var context = Context(
            corpusCase.Today, corpusCase.Sender, known: known, reference: Reference(corpusCase), settings: settings,
            duplicates: duplicates);
        foreach (var step in corpusCase.Steps.SkipLast(1))
        {
            var kind = RecordKinds.Of(step.Record)!;
            if (step is { Role: CorpusRole.Stored, Record.Project: { } project })
                foreach (var one in ProjectBeneficiary.Of(
                    step.Sender.Length > 0 ? step.Sender : corpusCase.Sender, kind.Key(step.Record), project))
                    duplicates?.Add(one);
            if (step.Sender.Length > 0) continue;
            if (step.Role == CorpusRole.Stored) Store(known, step.Record);
            else known.SetRefused(kind.Kind, kind.Code(step.Record), kind.Key(step.Record));
        }
        return Judge(corpusCase.Steps[^1].Record, context);
    }

    /// <summary>The reference data of a case: those of the release, with the rows that it adds.</summary>
    public static ReferenceData Reference(CorpusCase corpusCase) => corpusCase.Reference.Aggregate(
        ReferenceData.Embedded, (data, file) => data.With(file.Key, data.Files.Text(file.Key) + file.Value));
}
