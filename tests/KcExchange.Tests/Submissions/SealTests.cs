using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Submissions;

public sealed class SealTests
{
    [Theory]
    [Stores]
    public async Task A_seal_compares_counts_and_signs_a_receipt_that_verifies_offline(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre(), TestRecords.Project());
        stream.Dispose();
        SealSubmissionRequest Request(long total, long projects) => new()
        {
            SubmissionId = id,
            TotalRecords = total,
            CountByKind =
            {
                new KindCount { Kind = RecordKind.Centre, Count = 1 },
                new KindCount { Kind = RecordKind.Project, Count = projects },
            },
            OfficialLetter = new OfficialLetter { Number = "12/SCT-KC" },
        };

        Assert.Equal(
            "COUNT_MISMATCH", await Reasons.OfAsync(() => client.SealSubmissionAsync(Request(3, 2)).ResponseAsync));
        Assert.Equal(
            "COUNT_MISMATCH", await Reasons.OfAsync(() => client.SealSubmissionAsync(Request(2, 2)).ResponseAsync));
        var sealedNow = await client.SealSubmissionAsync(Request(2, 1));
        var again = await client.SealSubmissionAsync(Request(2, 1));
        var receipt = (await client.GetReceiptAsync(new() { SubmissionId = id })).Receipt;

        Assert.Equal(SubmissionState.Committed, sealedNow.Submission.State);
        Assert.Equal(sealedNow.Receipt, again.Receipt);
        Assert.Equal(sealedNow.Receipt, receipt);
        using var signer = X509CertificateLoader.LoadCertificate(receipt.SigningCertificate.Span);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(server.Files.AuthorityCertificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(signer));
        Assert.True(signer.GetECDsaPublicKey()!.VerifyData(
            receipt.Payload.Span, receipt.Signature.Span, HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
        var payload = ReceiptPayload.Parser.ParseFrom(receipt.Payload);
        Assert.Equal((2L, 4L, "12/SCT-KC"), (payload.TotalRecords, payload.Position, payload.OfficialLetter.Number));
        Assert.Contains("không phải chữ ký số", payload.Statement);
        await Chain.VerifyAsync(server, "08");
    }

    [Theory]
    [Stores]
    public async Task A_sealed_submission_takes_no_more_records(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        Assert.Equal("RESOURCE_NOT_FOUND",
            await Reasons.OfAsync(() => client.GetReceiptAsync(new() { SubmissionId = id }).ResponseAsync));
        await client.SealSubmissionAsync(new() { SubmissionId = id });

        await stream.SendAsync(1, TestRecords.Centre());
        var (next, _) = await RawStream.OpenAsync(client, id, attempt: 2);

        Assert.Equal("STATE_NOT_ALLOWED", await stream.EndAsync());
        Assert.Equal("STATE_NOT_ALLOWED", await next.EndAsync());
        stream.Dispose();
        next.Dispose();
    }
}
