using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>Says whether a record is without findings, as a template must be.</summary>
internal sealed class LoadVerdict
{
    private readonly KnownRecords _known = new() { IsComplete = true };
    private readonly RuleContext _context;

    /// <param name="province">Code of the province that sends.</param>
    public LoadVerdict(string province) => _context = new RuleContext
    {
        Reference = ReferenceData.Embedded,
        Today = BenchRecords.Today,
        SenderProvince = province,
        Known = _known,
    };

    /// <summary>Lets other records refer to this one.</summary>
    public void Know(ExchangeRecord record)
    {
        var kind = RecordKinds.Of(record)!;
        var content = RecordHash.Normalise(record);
        _known.Set(new KnownRecord(
            kind.Kind, kind.Key(record), kind.Code(record), 1, RecordHash.Content(content.ToByteArray()), 1, false,
            new Lazy<ExchangeRecord>(content)));
    }

    public bool Of(ExchangeRecord record)
    {
        record.SourceVersion = 1;
        var judgement = new Judgement();
        var kind = RecordKinds.Of(record)!;
        RuleSet.Default.JudgeRecord(judgement, record, kind, kind.Key(record), _context);
        if (judgement.Findings.Count == 0)
            RuleSet.Default.JudgeContext(judgement, record, kind, kind.Key(record), _context);
        return judgement.Findings.Count == 0;
    }
}
