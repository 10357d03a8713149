using System.Text.Json.Nodes;
using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Records;

/// <summary>The two hashes; the vectors in tests/corpus/hash are for other languages too.</summary>
public class HashTests
{
    private static readonly string Folder = Path.Combine(Corpus.Folder, "hash");

    public static TheoryData<string> Vectors() =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_gives_its_hashes_and_bytes(string name)
    {
        var vector = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!.AsObject();
        // A receiver never sees the JSON, only bytes; unknown fields can be shown no other way.
        var record = ExchangeRecord.Parser.ParseFrom(Convert.FromHexString(vector["sent_bytes"]!.GetValue<string>()));
        if (vector["record"] is JsonObject json) Assert.Equal(Corpus.Parse(json), record);
        var content = RecordHash.Normalise(record).ToByteArray();
        Assert.Equal(vector["sent_hash"]!.GetValue<string>(), Convert.ToHexStringLower(RecordHash.Sent(record)));
        Assert.Equal(vector["normalised_bytes"]!.GetValue<string>(), Convert.ToHexStringLower(content));
        Assert.Equal(content, RecordHash.NormalisedBytes(record, record.ToByteArray()));
        Assert.Equal(vector["content_hash"]!.GetValue<string>(), Convert.ToHexStringLower(RecordHash.Content(content)));
    }

    [Fact]
    public void The_content_does_not_depend_on_the_order_of_lists()
    {
        var record = Corpus.Base("project");
        for (var i = 0; i < 5; i++)
            record.Project.Beneficiaries.Add(new Beneficiary { TaxCode = "500012345" + (9 - i), Name = "x" + i });
        record.Project.Beneficiaries.Add(record.Project.Beneficiaries[2].Clone());
        record.Project.ActivityCategories.AddRange(["ND9", "ND1"]);
        var expected = ContentHash(record);
        var random = new Random(3);
        for (var i = 0; i < 50; i++)
        {
            Shuffle(random, record.Project.Beneficiaries);
            Shuffle(random, record.Project.ActivityCategories);
            Shuffle(random, record.Project.LifeCycleSteps);
            Assert.Equal(expected, ContentHash(record));
            var sent = record.ToByteArray();
            Assert.Equal(RecordHash.Normalise(record).ToByteArray(), RecordHash.NormalisedBytes(record, sent));
            Assert.Equal(sent, record.ToByteArray());
        }
    }

    [Theory]
    [InlineData("centre")]
    [InlineData("project")]
    [InlineData("funding")]
    public void Content_cut_out_of_bytes_is_the_content_written_anew_whatever_unknown_fields_there_are(string name)
    {
        var plain = Corpus.Base(name);
        (plain.SourceVersion, plain.OfficialLetterNo, plain.Operation) = (99, "1/SCT", Operation.Upsert);
        var body = plain.ToByteArray();
        // An unknown field of each wire type behind the record, and a known one (province_code) in another form.
        byte[][] unknown = [[], [0xF8, 0x7F, 5], [0xFA, 0x7F, 1, 65], [0xFD, 0x7F, 1, 2, 3, 4], [0x08, 3]];
        foreach (var more in unknown)
        {
            var record = ExchangeRecord.Parser.ParseFrom([.. body, .. more]);
            Assert.Equal(
                RecordHash.Normalise(record).ToByteArray(), RecordHash.NormalisedBytes(record, record.ToByteArray()));
        }
        foreach (var entry in plain.Project?.Beneficiaries ?? [])
        {
            entry.MergeFrom([0xF8, 0x7F, 5]);
            Assert.Equal(
                RecordHash.Normalise(plain).ToByteArray(), RecordHash.NormalisedBytes(plain, plain.ToByteArray()));
            Assert.True(RecordHash.Normalise(plain).ToByteArray().Length < plain.ToByteArray().Length);
        }
    }

    [Fact]
    public void What_is_not_business_does_not_change_the_content()
    {
        var record = Corpus.Base("centre");
        var expected = ContentHash(record);
        (record.SourceVersion, record.OfficialLetterNo, record.OfficialLetterDate) =
            (99, "1/SCT", new CivilDate { Year = 2026 });
        (record.Operation, record.ReplacesSequence, record.CorrectionReference) = (Operation.Upsert, 7, "5/UBND");
        Assert.Equal(expected, ContentHash(record));
        record.Centre.Vehicles++;
        Assert.NotEqual(expected, ContentHash(record));
    }

    [Fact]
    public void Given_as_0_and_not_given_are_two_contents()
    {
        var record = Corpus.Base("centre");
        record.Centre.Branches = 0;
        var zero = ContentHash(record);
        record.Centre.ClearBranches();
        Assert.NotEqual(zero, ContentHash(record));
    }

    [Fact]
    public void Unknown_fields_are_sent_but_no_content()
    {
        var known = Corpus.Base("centre");
        var newer = ExchangeRecord.Parser.ParseFrom([.. known.ToByteArray(), 0xFA, 0x3F, 0x01, 0x41]);
        Assert.NotEqual(RecordHash.Sent(known), RecordHash.Sent(newer));
        Assert.Equal(ContentHash(known), ContentHash(newer));
    }

    private static string ContentHash(ExchangeRecord record) =>
        Convert.ToHexStringLower(RecordHash.Content(RecordHash.Normalise(record).ToByteArray()));

    private static void Shuffle<T>(Random random, IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
