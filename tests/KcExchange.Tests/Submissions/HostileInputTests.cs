using Google.Protobuf;
using Grpc.Core;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Submissions;

/// <summary>Whatever arrives: a finding or the right reason, and the server goes on serving others.</summary>
public sealed class HostileInputTests
{
    [Theory]
    [Stores]
    public async Task Bytes_that_are_no_message_end_the_call_and_what_was_acknowledged_stays(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var certificate = await server.IssueAsync("08", KcExchange.Server.Access.Role.Submitter);
        var client = new SubmissionService.SubmissionServiceClient(server.Channel(certificate));
        var (good, id) = await RawStream.OpenAsync(client);
        await good.OpenedAsync();
        await good.SubmitAsync(1, TestRecords.Centre());
        good.Dispose();
        byte[] badText = TestRecords.Project().ToByteArray();
        badText[badText.AsSpan().IndexOf("KC-08"u8)] = 0xFF;
        byte[][] frames = [[0xFF, 0xFF, 0xFF], Batch(2, badText), Batch(2, [0x0A, 0x7F])];

        foreach (var (frame, attempt) in frames.Select((frame, i) => (frame, i + 2)))
            Assert.Equal("FRAME_INVALID", await SendRawAsync(server, certificate, id, attempt, frame));
        Assert.Equal(
            "FRAME_INVALID", await Reasons.OfAsync(() => CallRawAsync(server, certificate, "AppendRecords", [0xFF])));

        Assert.Equal(2, (await client.GetSubmissionAsync(new() { SubmissionId = id })).Submission.NextSequence);
    }

    [Theory]
    [Stores]
    public async Task Bad_records_become_findings_and_the_good_ones_beside_them_are_kept(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        var negative = TestRecords.Funding();
        negative.Funding.PlanAmount = -1;
        var nul = TestRecords.Centre("KCT-08-02");
        nul.Centre.NameVi = "Trung tâm\0Khuyến công";
        var longText = TestRecords.Centre("KCT-08-03");
        longText.Centre.NameVi = new string('a', 60_000);
        var tooLarge = TestRecords.Centre("KCT-08-04");
        tooLarge.Centre.Address = new string('a', (64 * 1024) + 1);
        var megabyte = new ExchangeRecord { SubmitterUnit = new string('b', 1024 * 1024) };
        var unknownKind = ExchangeRecord.Parser.ParseFrom((byte[])[0xFA, 0x01, 0x02, 0x08, 0x01]);
        var unknownOperation = TestRecords.Centre("KCT-08-05");
        unknownOperation.Operation = (Operation)77;
        var endless = TestRecords.Centre("KCT-08-06", long.MaxValue);
        var foreign = TestRecords.Centre("KCT-08-07");
        foreign.ProvinceCode = "01";

        var one = await stream.SubmitAsync(
            1, TestRecords.Centre(), negative, nul, longText, unknownKind, unknownOperation, endless, foreign);
        var two = await stream.SubmitAsync(9, tooLarge);
        var three = await stream.SubmitAsync(10, megabyte);
        var four = await stream.SubmitAsync(11, TestRecords.Project());

        Assert.Equal(Outcome.Created, one.Results[0].Outcome);
        Assert.All(one.Results.Skip(1), result => Assert.Equal(Outcome.Rejected, result.Outcome));
        AssertRule("KC-FND-002", one.Results[1]);
        AssertRule("KC-GEN-003", one.Results[2]);
        AssertRule("KC-SYS-004", one.Results[3]);
        AssertRule("KC-SYS-003", one.Results[4]);
        AssertRule("KC-SYS-003", one.Results[5]);
        AssertRule("KC-SYS-005", one.Results[6]);
        AssertRule("KC-GEN-009", one.Results[7]);
        AssertRule("KC-SYS-002", two.Results[0]);
        AssertRule("KC-SYS-002", three.Results[0]);
        Assert.Equal(Outcome.Created, four.Results[0].Outcome);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Five_hundred_records_that_break_every_rule_are_answered_within_a_mebibyte(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        var awful = TestRecords.Project();
        awful.Project = new Project { ProjectCode = "\u0001", NameVi = "#N/A" };
        awful.Project.Beneficiaries.AddRange(
            Enumerable.Repeat(new Beneficiary { TaxCode = "?", BeneficiaryType = "?" }, 60));

        var result = await stream.SubmitAsync(1, Enumerable.Repeat(awful, 500));

        Assert.Equal(500, result.Results.Count);
        Assert.All(result.Results, r => Assert.Equal(Outcome.Rejected, r.Outcome));
        Assert.InRange(result.CalculateSize(), 1, 1024 * 1024);
        Assert.All(result.Results, r => Assert.InRange(r.Findings.Count, 0, 20));
        Assert.True(result.FindingsTotal >= 500 * 20);
        var listed = await client.ListFindingsAsync(new() { SubmissionId = id, PageSize = 500 });
        Assert.InRange(listed.CalculateSize(), 1, 1024 * 1024);
        Assert.NotEmpty(listed.NextPageToken);
        stream.Dispose();
    }

    [Theory]
    [Stores(0)]
    [Stores(-5)]
    [Stores(long.MaxValue)]
    public async Task A_sequence_that_cannot_be_is_refused_with_the_reason(Store store, long first)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        await stream.SendAsync(first, TestRecords.Centre());

        Assert.Equal("REQUEST_INVALID", await stream.EndAsync());
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Requests_that_make_no_sense_are_refused_with_the_reason(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var id = RawStream.NewId();
        async Task<string> Create(string submission, SubmissionMode mode, string period = "") => await Reasons.OfAsync(
            () => client.CreateSubmissionAsync(new() { SubmissionId = submission, Mode = mode, ReportPeriod = period })
                .ResponseAsync);

        Assert.Equal("REQUEST_INVALID", await Create("x", SubmissionMode.Incremental));
        Assert.Equal("REQUEST_INVALID", await Create(id.ToUpperInvariant(), SubmissionMode.Incremental));
        Assert.Equal(
            "REQUEST_INVALID", await Create("0190a000-0000-4000-8000-000000000001", SubmissionMode.Incremental));
        Assert.Equal("REQUEST_INVALID", await Create(id, SubmissionMode.Unspecified));
        Assert.Equal("REQUEST_INVALID", await Create(id, SubmissionMode.Incremental, "2026-13"));
        Assert.Equal("NOT_YET", await Create(id, SubmissionMode.Atomic));
        await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        Assert.Equal("SUBMISSION_ID_REUSED", await Create(id, SubmissionMode.Incremental, "2026-Q3"));
        Assert.Equal("NOT_YET",
            await Reasons.OfAsync(() => client.CancelSubmissionAsync(new() { SubmissionId = id }).ResponseAsync));
        Assert.Equal("SUBMISSION_NOT_FOUND", await Reasons.OfAsync(
            () => client.GetSubmissionAsync(new() { SubmissionId = RawStream.NewId() }).ResponseAsync));
        Assert.Equal("CURSOR_INVALID", await Reasons.OfAsync(
            () => client.ListSubmissionsAsync(new() { PageToken = "AAAAAAAAAAAAAAAAAAAAAAAA" }).ResponseAsync));
        using var notOpen = new RawStream(client);
        await notOpen.SendAsync(1, TestRecords.Centre());
        Assert.Equal("REQUEST_INVALID", await notOpen.EndAsync());
    }

    private static void AssertRule(string rule, RecordResult result) =>
        Assert.Contains(result.Findings, finding => finding.RuleId == rule);

    private static byte[] Batch(long first, byte[] record)
    {
        using var stream = new MemoryStream();
        using (var inner = new MemoryStream())
        {
            using (var output = new CodedOutputStream(inner, leaveOpen: true))
            {
                output.WriteTag(1, WireFormat.WireType.Varint);
                output.WriteInt64(first);
                output.WriteTag(2, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(record));
            }
            using var outer = new CodedOutputStream(stream, leaveOpen: true);
            outer.WriteTag(2, WireFormat.WireType.LengthDelimited);
            outer.WriteBytes(ByteString.CopyFrom(inner.ToArray()));
        }
        return stream.ToArray();
    }

    private static readonly Marshaller<byte[]> Plain = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static async Task<string> SendRawAsync(
        TestServer server, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, string id,
        long attempt, byte[] frame)
    {
        var method = new Method<byte[], byte[]>(
            MethodType.DuplexStreaming, "kcexchange.v1.SubmissionService", "SubmitRecords", Plain, Plain);
        using var call = server.Channel(certificate).CreateCallInvoker()
            .AsyncDuplexStreamingCall(method, null, default);
        await call.RequestStream.WriteAsync(
            new SubmitRecordsRequest { Open = RawStream.Open(id, attempt: attempt) }.ToByteArray());
        Assert.True(await call.ResponseStream.MoveNext());
        await call.RequestStream.WriteAsync(frame);
        return await Reasons.OfAsync(async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
            }
        });
    }

    private static async Task CallRawAsync(
        TestServer server, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, string name,
        byte[] frame)
    {
        var method =
            new Method<byte[], byte[]>(MethodType.Unary, "kcexchange.v1.SubmissionService", name, Plain, Plain);
        await server.Channel(certificate).CreateCallInvoker().AsyncUnaryCall(method, null, default, frame);
    }
}
