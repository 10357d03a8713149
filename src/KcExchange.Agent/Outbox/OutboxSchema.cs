namespace KcExchange.Agent.Outbox;

/// <summary>The outbox's own tables. Payloads and results are serialised messages of the contract.</summary>
internal static class OutboxSchema
{
    /// <summary>Version in the file's user_version; raised with every change of a table.</summary>
    internal const int Version = 1;

    /// <summary>Makes an outbox out of an empty file.</summary>
    internal const string Create = """
        CREATE TABLE fact (
            name TEXT PRIMARY KEY,              -- instance_id, highest_source_version
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE submission (
            number INTEGER PRIMARY KEY,
            submission_id TEXT NOT NULL UNIQUE, -- UUIDv7
            server TEXT NOT NULL,               -- address
            caller TEXT NOT NULL,               -- serial number of the certificate it is sent with
            province_code TEXT NOT NULL,        -- as the file states it
            report_period TEXT NOT NULL,
            file_path TEXT NOT NULL,
            file_sha256 BLOB NOT NULL,          -- the same bytes resume the same submission
            source_version INTEGER NOT NULL,    -- one reading stamps all its rows
            total_records INTEGER NOT NULL,
            state INTEGER NOT NULL,             -- OutboxState
            created_at INTEGER NOT NULL,        -- UTC milliseconds
            ended_at INTEGER,
            receipt BLOB
        ) STRICT;
        CREATE INDEX submission_by_file ON submission (file_sha256, state);

        CREATE TABLE record (
            submission INTEGER NOT NULL REFERENCES submission (number),
            sequence INTEGER NOT NULL,          -- from 1, without gap
            kind INTEGER NOT NULL,
            record_key TEXT NOT NULL,           -- may be empty
            code TEXT NOT NULL,                 -- by which other records refer to it; may be empty
            payload BLOB NOT NULL,              -- ExchangeRecord without source_version
            sheet TEXT NOT NULL,                -- where the clerk wrote it
            row INTEGER NOT NULL,
            PRIMARY KEY (submission, sequence)
        ) STRICT;

        CREATE TABLE result (
            submission INTEGER NOT NULL REFERENCES submission (number),
            sequence INTEGER NOT NULL,
            outcome INTEGER NOT NULL,
            answer BLOB NOT NULL,               -- RecordResult
            PRIMARY KEY (submission, sequence)
        ) STRICT;
        """;
}
