using Google.Protobuf;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Reference;

/// <summary>What a load would do: the version in force, the set after it, all that is wrong with that set.</summary>
/// <param name="Before">Version in force.</param>
/// <param name="Files">The set with the new files.</param>
/// <param name="Problems">All that is wrong; empty = it may be loaded.</param>
internal sealed record ReferencePlan(LoadedBook Before, ReferenceFiles Files, IReadOnlyList<CsvProblem> Problems)
{
    /// <summary>True when the files are those in force, byte for byte.</summary>
    public bool ChangesNothing => Before.Book.Reference.Files.Sha256.AsSpan().SequenceEqual(Files.Sha256);

    /// <summary>What the load would bring into force.</summary>
    /// <param name="today">Day of the load.</param>
    public RuleBook Book(DateOnly today) => RuleBook.Of(ReferenceData.Read(Files.VersionOn(today), Files));

    /// <summary>Plans to put files in the place of those with the same name.</summary>
    public static ReferencePlan Replace(LoadedBook before, IEnumerable<(string Name, byte[] Content)> files)
    {
        var after = before.Book.Reference.Files;
        foreach (var (name, content) in files)
        {
            if (ReferenceTables.Find(name) is null)
                throw new ArgumentException(
                    $"{name} is no file of the reference data; there are "
                    + $"{string.Join(", ", ReferenceTables.All.Select(table => table.Name))}.");
            after = after.With(name, content);
        }
        return new ReferencePlan(before, after, ReferenceCheck.Run(after));
    }

    /// <summary>Plans to put a province's own ceilings in the place of its rows.</summary>
    public static ReferencePlan MergeCeilings(LoadedBook before, string province, string name, byte[] content)
    {
        List<CsvProblem> problems = [];
        var after = LocalCeilingFile.Merge(before.Book.Reference.Files, province, name, content, problems);
        return new ReferencePlan(before, after, problems);
    }

    /// <summary>
    /// Writes the version under the ministry's head, with an entry in its ledger, and the heads of new provinces.
    /// </summary>
    /// <param name="storage">Store.</param>
    /// <param name="who">The operator's account.</param>
    /// <param name="note">What the operator says of it.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="StoreNotReadyException">Another version was loaded meanwhile.</exception>
    public async Task<RuleBook> WriteAsync(StorageProvider storage, string who, string note, TimeProvider time)
    {
        // A store that no server ever opened has no heads yet.
        await using (var db = storage.Open())
            await ProvinceHead.AddMissingAsync(db, Before.Book.Reference, default);
        return await HeadTransaction.RunAsync(storage, Caller.MinistryCode, async (db, head) =>
        {
            if (await ReferenceStore.LatestNumberAsync(db, default) != Before.Number)
                throw new StoreNotReadyException(
                    "Another version was loaded meanwhile. Nothing was changed; run the command again.");
            var book = Book(VietnamTime.Today(time));
            var row = new ReferenceVersionRow
            {
                Number = Before.Number + 1,
                Version = book.Reference.Version,
                Previous = Before.Book.Reference.Version,
                LoadedAt = time.UtcNowMilliseconds(),
                LoadedBy = who,
                Note = note,
                Sha256 = Files.Sha256,
                Content = ReferenceStore.Content(Files),
            };
            db.ReferenceVersions.Add(row);
            var entry = new LedgerEntry
            {
                ProvinceCode = Caller.MinistryCode,
                EntryType = EntryType.ReferenceVersion,
                Action = EntryAction.ReferenceLoaded,
                RecordedAt = row.LoadedAt,
                Actor = who,
                SubmissionId = "",
                Revision = row.Number,
                ContentHash = Files.Sha256,
                Payload = ReferenceStore.Describe(row).ToByteArray(),
                RuleSetVersion = book.Rules.Version,
                ReferenceVersion = book.Reference.Version,
            };
            LedgerChain.Append(head, [entry]);
            db.Entries.Add(entry);
            await ProvinceHead.AddMissingAsync(db, book.Reference, default);
            return book;
        });
    }
}
