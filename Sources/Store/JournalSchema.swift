/// The tables of the journal.
///
/// They are part of the first migration of every store.
package enum JournalSchema {
  package static let sql = """
    -- One row per invocation that changed something.
    CREATE TABLE operation (
      id            INTEGER PRIMARY KEY,
      at            TEXT NOT NULL,             -- instant, UTC
      actor         INTEGER REFERENCES "user"(id),
      impersonator  INTEGER REFERENCES "user"(id), -- who used --as
      os_account    TEXT NOT NULL,
      command       TEXT NOT NULL,             -- argument vector as a JSON array
      message       TEXT,
      created       INTEGER NOT NULL,          -- records created, changed, removed
      changed       INTEGER NOT NULL,
      removed       INTEGER NOT NULL,
      first_change  INTEGER NOT NULL,          -- its rows of "change": first_change ..< last_change
      last_change   INTEGER NOT NULL,
      undoes        INTEGER REFERENCES operation(id),
      undone_by     INTEGER REFERENCES operation(id)
    ) STRICT;
    -- Records that an operation created: a range of ids, so that a million cost one row.
    CREATE TABLE creation (
      operation     INTEGER NOT NULL REFERENCES operation(id),
      "table"       TEXT NOT NULL,
      first         INTEGER NOT NULL,
      last          INTEGER NOT NULL,
      PRIMARY KEY ("table", first, operation)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX creation_operation ON creation(operation);
    -- What an operation changed: a row holds up to four fields of a record, further ones are in further
    -- rows. The view field_change has a row for each field.
    CREATE TABLE change (
      id            INTEGER PRIMARY KEY,
      operation     INTEGER NOT NULL REFERENCES operation(id),
      "table"       TEXT NOT NULL,
      record        INTEGER NOT NULL,
      cause         TEXT,                      -- such as rule:NAME; NULL: the command itself
      \(ChangeRow.columns)
    ) STRICT;
    CREATE INDEX change_record ON change("table", record);
    CREATE VIEW field_change AS \(ChangeRow.fields);
    -- Rows that an operation removed, whole, as a JSON object.
    CREATE TABLE removal (
      operation     INTEGER NOT NULL REFERENCES operation(id),
      "table"       TEXT NOT NULL,
      record        INTEGER NOT NULL,
      content       TEXT NOT NULL,
      PRIMARY KEY (operation, "table", record)
    ) STRICT, WITHOUT ROWID;
    -- The next id of every table; never goes back, so that ids are never reused.
    CREATE TABLE counter (
      name          TEXT PRIMARY KEY,
      next          INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
