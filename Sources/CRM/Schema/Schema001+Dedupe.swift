extension Schema001 {
  /// When two records are taken for the same, which are not all the same, and which became one.
  static let dedupe = """
    CREATE TABLE dedupe_rule (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      noun          TEXT NOT NULL,
      type          TEXT,                      -- only records of this type; NULL: of all types
      keys          TEXT NOT NULL,             -- names of fields that are equal, separated by spaces
      condition     TEXT,                      -- only records that meet it; canonical text
      action        TEXT NOT NULL CHECK (\(oneOf("action", ["block", "warn", "allow"]))),
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      position      INTEGER NOT NULL,
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX dedupe_rule_name ON dedupe_rule(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("dedupe_rule"))

    -- Customers that somebody said are two, although a rule takes them for one.
    CREATE TABLE duplicate_exception (
      id            INTEGER PRIMARY KEY,
      customer      INTEGER NOT NULL REFERENCES customer(id), -- the one that was let in
      other         INTEGER NOT NULL REFERENCES customer(id),
      rule          TEXT NOT NULL,             -- the fields that were equal
      reason        TEXT NOT NULL CHECK (reason <> ''),
      at            TEXT NOT NULL,
      "by"          INTEGER REFERENCES "user"(id),
      UNIQUE (customer, other),
      CHECK (customer <> other)
    ) STRICT;
    CREATE INDEX duplicate_exception_other ON duplicate_exception(other);

    -- Records that were merged into others, whose ids they go on standing for. A survivor that is
    -- merged itself gives way to the next, so that one look finds it.
    CREATE TABLE merged_record (
      id            INTEGER PRIMARY KEY,
      noun          TEXT NOT NULL,
      record        INTEGER NOT NULL,
      survivor      INTEGER NOT NULL,
      UNIQUE (noun, record),
      CHECK (record <> survivor)
    ) STRICT;
    CREATE INDEX merged_record_survivor ON merged_record(noun, survivor);
    """
}
