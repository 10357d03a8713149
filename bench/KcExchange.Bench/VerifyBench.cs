using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Periods;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.V1;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KcExchange.Bench;

/// <summary>
/// `verify` over a store on SQLite of a million entries, each with its current row: projects with three beneficiaries,
/// every province the same number, batches of 500. The rows are made as the server makes them, but without its rules.
/// </summary>
internal static class VerifyBench
{
    private const int BatchRecords = 500;
    private static readonly DateTime Then = new(2026, 10, 5, 3, 0, 0, DateTimeKind.Utc);

    public static int Entries(string[] options) => options is ["--entries", var text]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var entries) ? entries : 1_000_000;

    public static async Task<int> RunAsync(int entries)
    {
        Figures.PrintMachine();
        var folder = Directory.CreateDirectory(Path.Combine("data", "bench", Path.GetRandomFileName())).FullName;
        try
        {
            var options = new ServerOptions { DataDirectory = folder };
            await FillAsync(StorageProviders.Create(options), Path.Combine(folder, "kcexchange.db"), entries);
            Figures.Print("entries", entries);
            Figures.Print("store_mb", new FileInfo(Path.Combine(folder, "kcexchange.db")).Length / 1048576.0);
            Figures.Print("bytes_per_record", new FileInfo(Path.Combine(folder, "kcexchange.db")).Length / entries);
            List<double> seconds = [], cpu = [];
            for (var round = 0; round < 3; round++)
            {
                var (began, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                var code = await LedgerCommands.VerifyAsync(options, null, [], 20, Console.Out, default);
                if (code != 0) return code;
                seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                cpu.Add((Environment.CpuUsage.TotalTime - busy).TotalSeconds);
            }
            Figures.Print("verify_s", Figures.Median(seconds));
            Figures.Print("verify_cpu_s", Figures.Median(cpu));
            Figures.Print("verify_entries_per_s", entries / Figures.Median(seconds));
            Figures.Print("verify_peak_mb", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(StorageProvider storage, string file, int entries)
    {
        await storage.PrepareAsync(default);
        await using var db = storage.Open();
        await ProvinceHead.AddMissingAsync(db, ReferenceData.Embedded, default);
        var provinces = ReferenceData.Embedded.CurrentProvinces.Select(unit => unit.Code).ToList();
        var record = new BenchRecords().Project;
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        for (var i = 0; i < provinces.Count; i++)
        {
            var count = entries * (i + 1) / provinces.Count - entries * i / provinces.Count - 1;
            await using var transaction = await connection.BeginTransactionAsync();
            var head = FillProvince(new ModelWriter(db, connection), provinces[i], record, count);
            await transaction.CommitAsync();
            await db.Heads.Where(row => row.ProvinceCode == provinces[i]).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Position, head.Position).SetProperty(row => row.ChainHash, head.ChainHash)
                .SetProperty(row => row.HighestSourceVersion, head.HighestSourceVersion));
        }
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static ProvinceHead FillProvince(ModelWriter writer, string province, ExchangeRecord record, int count)
    {
        var head = new ProvinceHead
        {
            ProvinceCode = province, ChainHash = LedgerChain.Genesis(province), HighestSourceVersion = 1,
        };
        var request = new CreateSubmissionRequest
        {
            SubmissionId = Guid.CreateVersion7(Then).ToString(), Mode = SubmissionMode.Incremental,
        };
        var body = request.ToByteArray();
        var submission = new SubmissionRow
        {
            ProvinceCode = province, SubmissionId = request.SubmissionId, CreateHash = SHA256.HashData(body),
            CreateRequest = body, ReportPeriod = "", CreatedBy = "bench", CreatedAt = Then, LastBatchAt = Then,
        };
        Append(writer, head, new LedgerEntry
        {
            ProvinceCode = province, EntryType = EntryType.SubmissionEvent, Action = EntryAction.SubmissionCreated,
            RecordedAt = Then, Actor = "bench", SubmissionId = request.SubmissionId, Payload = body,
        });
        for (var first = 1; first <= count; first += BatchRecords)
            FillBatch(writer, head, submission, record, first, Math.Min(BatchRecords, count - first + 1));
        writer.Write(submission);
        writer.Write(new PeriodRow
        {
            ProvinceCode = province, ReportPeriod = record.ReportPeriod, ChangedPosition = head.Position,
        });
        return head;
    }

    private static void FillBatch(
        ModelWriter writer, ProvinceHead head, SubmissionRow submission, ExchangeRecord record, int first, int count)
    {
        var table = RecordTables.Of(RecordKind.Project);
        var results = new List<PackedResult>(count);
        for (var sequence = first; sequence < first + count; sequence++)
        {
            record.Project.ProjectCode = $"KC-{head.ProvinceCode}-2026-DP-{sequence:0000000}";
            var (key, content) = (table.Kind.Key(record), RecordHash.Normalise(record).ToByteArray());
            var entry = Append(writer, head, new LedgerEntry
            {
                ProvinceCode = head.ProvinceCode, EntryType = EntryType.RecordVersion, Action = EntryAction.Upsert,
                RecordedAt = Then, Actor = "bench", SubmissionId = submission.SubmissionId, Sequence = sequence,
                RecordKind = (int)RecordKind.Project, RecordKey = key, Revision = 1, SourceVersion = 1,
                ContentHash = RecordHash.Content(content), Payload = content,
                RuleSetVersion = "bench", ReferenceVersion = "bench",
            });
            var row = table.NewRow(head.ProvinceCode, key);
            table.Fill(row, record);
            (row.SourceVersion, row.ContentHash, row.Revision, row.Position) =
                (1, entry.ContentHash, 1, entry.Position);
            (row.SubmissionId, row.Sequence, row.UpdatedAt, row.Payload) =
                (submission.SubmissionId, sequence, Then, content);
            writer.Write(row);
            foreach (var one in Beneficiaries.Of(head.ProvinceCode, key, record.Project)) writer.Write(one);
            results.Add(new PackedResult(
                RecordHash.Sent(record), Outcome.Created, RecordKind.Project, 1, 1, key));
            submission.Count(Outcome.Created, RecordKind.Project);
        }
        var batch = new SubmissionBatchRow
        {
            ProvinceCode = head.ProvinceCode, SubmissionId = submission.SubmissionId, FirstSequence = first,
            RecordCount = count, Results = PackedResults.Pack(results), FindingsTotal = 0,
            RuleSetVersion = "bench", ReferenceVersion = "bench", JudgedOn = DateOnly.FromDateTime(Then),
            CommittedAt = Then,
        };
        writer.Write(batch);
        submission.ResultsHash = ResultsHash.Next(submission.ResultsHash, batch, []);
        submission.NextSequence = first + count;
    }

    private static LedgerEntry Append(ModelWriter writer, ProvinceHead head, LedgerEntry entry)
    {
        LedgerChain.Append(head, [entry]);
        writer.Write(entry);
        return entry;
    }

    /// <summary>Rows by prepared statements, every column as the model maps it.</summary>
    private sealed class ModelWriter(ExchangeDb db, SqliteConnection connection)
    {
        private readonly Dictionary<Type, (SqliteCommand Insert, List<IProperty> Columns)> _inserts = [];

        public void Write(object row)
        {
            if (!_inserts.TryGetValue(row.GetType(), out var prepared))
                _inserts[row.GetType()] = prepared = Prepare(db.Model.FindEntityType(row.GetType())!);
            for (var i = 0; i < prepared.Columns.Count; i++)
                prepared.Insert.Parameters[i].Value = Value(prepared.Columns[i].GetGetter().GetClrValue(row));
            prepared.Insert.ExecuteNonQuery();
        }

        private (SqliteCommand, List<IProperty>) Prepare(IEntityType table)
        {
            var columns = table.GetProperties().ToList();
            var insert = connection.CreateCommand();
#pragma warning disable CA2100 // Names of the model; values are parameters.
            insert.CommandText = $"INSERT INTO {table.GetTableName()} "
                + $"({string.Join(", ", columns.Select(column => column.GetColumnName()))}) "
                + $"VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
            for (var i = 0; i < columns.Count; i++)
                insert.Parameters.Add(new SqliteParameter($"$p{i}", DBNull.Value));
            return (insert, columns);
        }

        /// <summary>As the provider stores it.</summary>
        private static object Value(object? value) => value switch
        {
            null => DBNull.Value,
            Enum member => Convert.ToInt64(member, CultureInfo.InvariantCulture),
            _ => value,
        };
    }
}
