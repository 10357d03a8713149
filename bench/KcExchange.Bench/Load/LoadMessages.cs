using Google.Protobuf;
using Grpc.Core;
using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>
/// The submit stream with messages that were made before: what is sent are bytes, of what comes back only the
/// acknowledgement is read. So the client's own work hardly shows beside the server's.
/// </summary>
internal static class LoadMessages
{
    private const uint OpenedTag = (SubmitRecordsResponse.OpenedFieldNumber << 3) | 2;
    private const uint ResultTag = (SubmitRecordsResponse.ResultFieldNumber << 3) | 2;
    private const uint AcknowledgedTag = BatchResult.AcknowledgedThroughFieldNumber << 3;

    public static Method<byte[], Answer> SubmitRecords { get; } = new(
        MethodType.DuplexStreaming, "kcexchange.v1.SubmissionService", "SubmitRecords",
        Marshallers.Create<byte[]>((message, context) => context.Complete(message), _ => []),
        Marshallers.Create<Answer>((_, _) => { }, context => Read(context.PayloadAsNewBuffer())));

    /// <summary>Batches of one submission.</summary>
    /// <param name="records">Its records.</param>
    /// <param name="perMessage">Records of a batch.</param>
    public static IReadOnlyList<byte[]> Batches(IEnumerable<ExchangeRecord> records, int perMessage)
    {
        var messages = new List<byte[]>();
        var sequence = 1L;
        foreach (var chunk in records.Chunk(perMessage))
        {
            var batch = new RecordBatch { FirstSequence = sequence, Records = { chunk } };
            messages.Add(new SubmitRecordsRequest { Batch = batch }.ToByteArray());
            sequence += chunk.Length;
        }
        return messages;
    }

    private static Answer Read(byte[] message)
    {
        var input = new CodedInputStream(message);
        var step = input.ReadTag();
        if (step == OpenedTag)
            return new Answer(0, SubmitRecordsResponse.Parser.ParseFrom(message).Opened.Limits);
        if (step != ResultTag)
            throw new InvalidOperationException(
                $"The server answers {SubmitRecordsResponse.Parser.ParseFrom(message)}.");
        // The result is the message's only field, so it runs to the end.
        input.ReadLength();
        while (!input.IsAtEnd)
        {
            var tag = input.ReadTag();
            if (tag == AcknowledgedTag) return new Answer(input.ReadInt64(), null);
            input.SkipLastField();
        }
        throw new InvalidOperationException("A batch was answered without acknowledgement.");
    }
}

/// <summary>An answer of the server, as far as the client needs it.</summary>
/// <param name="AcknowledgedThrough">Every record up to here is durable.</param>
/// <param name="Limits">The limits announced, in the first answer only.</param>
internal sealed record Answer(long AcknowledgedThrough, Limits? Limits);
