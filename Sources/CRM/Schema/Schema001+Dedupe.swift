extension Schema001 {
  /// When two records are taken for the same.
  static let dedupe = """
    CREATE TABLE dedupe_rule (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      noun          TEXT NOT NULL,
      type          TEXT,                      -- only records of this type; NULL: of all types
      keys          TEXT NOT NULL,             -- names of fields that are equal, separated by spaces
      action        TEXT NOT NULL CHECK (action IN ('block', 'warn')),
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      position      INTEGER NOT NULL,
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX dedupe_rule_name ON dedupe_rule(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("dedupe_rule"))
    """
}
