using KcExchange.Agent.Sources;
using Microsoft.Data.Sqlite;

namespace KcExchange.Agent.Outbox;

/// <summary>The outbox can't be used, or not any further. Nothing was sent that it does not hold.</summary>
internal sealed class OutboxException : Exception
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    internal OutboxException(Bilingual sentence, Exception? inner = null)
        : base(sentence.En, inner) => Sentence = sentence;

    /// <summary>What is wrong and what to do.</summary>
    internal Bilingual Sentence { get; }

    /// <summary>The sentence for what SQLite or the file system said.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="folder">Folder of the outbox.</param>
    internal static OutboxException From(Exception failure, string folder) => new(Describe(failure, folder), failure);

    /// <summary>True for what SQLite and the file system throw.</summary>
    internal static bool IsOfStore(Exception failure) =>
        failure is SqliteException or IOException or UnauthorizedAccessException;

    private static Bilingual Describe(Exception failure, string folder) => failure switch
    {
        SqliteException { SqliteErrorCode: Full } => Messages.Outbox.DiskFull(folder),
        SqliteException { SqliteErrorCode: Busy or Locked } => Messages.Outbox.InUse(folder),
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => Messages.Outbox.Damaged(folder),
        SqliteException { SqliteErrorCode: ReadOnly or CannotOpen or InputOutput } =>
            Messages.Outbox.NotWritable(folder),
        IOException { HResult: DiskFullResult or NoSpaceLeft } => Messages.Outbox.DiskFull(folder),
        IOException or UnauthorizedAccessException => Messages.Outbox.NotWritable(folder),
        _ => Messages.Outbox.Damaged(folder),
    };

    /// <summary>ERROR_DISK_FULL of Windows as .NET reports it.</summary>
    internal const int DiskFullResult = unchecked((int)0x80070070);

    /// <summary>ENOSPC of Linux as .NET reports it.</summary>
    internal const int NoSpaceLeft = 28;
}
