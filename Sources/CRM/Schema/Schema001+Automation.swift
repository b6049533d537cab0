extension Schema001 {
  /// What rules of automation did, and whom they told.
  static let automation = """
    -- On which records a rule acted that acts on each but once, or once for each value. What it names
    -- may be undone after it, so it has no foreign keys; ids are never used again.
    CREATE TABLE rule_firing (
      id            INTEGER PRIMARY KEY,
      rule          INTEGER NOT NULL,
      record        INTEGER NOT NULL,          -- of the rule's noun
      mark          TEXT NOT NULL,             -- what it acted for: '', values as JSON, or a day
      UNIQUE (rule, record, mark)
    ) STRICT;

    -- What users are told. Undoing marks it, because it may have been read.
    CREATE TABLE notification (
      id            INTEGER PRIMARY KEY,
      "user"        INTEGER NOT NULL,          -- who is told
      noun          TEXT NOT NULL,
      record        INTEGER,                   -- NULL when it is about several
      records       INTEGER NOT NULL CHECK (records > 0),
      title         TEXT,                      -- what the record was called
      text          TEXT,
      rule          INTEGER NOT NULL,
      rule_name     TEXT NOT NULL,
      operation     INTEGER NOT NULL,          -- what it tells of
      read_at       TEXT,
      undone_by     INTEGER REFERENCES operation(id),
      \(recordColumns)
    ) STRICT;
    CREATE INDEX notification_user ON notification("user", id);
    \(externalIDIndex("notification"))

    -- The outbox: what programs are told after COMMIT. How that went (attempts to last_error) is no
    -- part of the history, because no undo brings it back.
    CREATE TABLE hook_delivery (
      id            INTEGER PRIMARY KEY,
      hook          TEXT NOT NULL,             -- the program's name in the store's folder of hooks
      rule          INTEGER NOT NULL,
      operation     INTEGER NOT NULL,          -- what it tells of
      depth         INTEGER NOT NULL,          -- of hooks that led to it
      records       INTEGER NOT NULL,
      payload       TEXT NOT NULL,             -- one JSON object a line, for each record
      created_at    TEXT NOT NULL,
      attempts      INTEGER NOT NULL DEFAULT 0,
      due_at        TEXT,                      -- when to try; NULL: delivered, or given up
      delivered_at  TEXT,
      last_error    TEXT,
      undone_by     INTEGER REFERENCES operation(id)
    ) STRICT;
    CREATE INDEX hook_delivery_due ON hook_delivery(due_at, id) WHERE due_at IS NOT NULL;
    """
}
