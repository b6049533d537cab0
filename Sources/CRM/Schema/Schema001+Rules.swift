extension Schema001 {
  /// Conditions with a consequence.
  static let rules = """
    CREATE TABLE rule (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      kind          TEXT NOT NULL,             -- classification, validation …; says which columns it has
      noun          TEXT NOT NULL,
      position      INTEGER NOT NULL,          -- the order among rules of a kind
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      "when"        TEXT,                      -- the condition; NULL: always
      field         TEXT,                      -- classification: what it decides
      value         TEXT,                      -- classification: the value that the field gets
      error         TEXT,                      -- validation: what people are told
      points        INTEGER CHECK (points BETWEEN -1000 AND 1000), -- score: what customers get
      "on"          TEXT,                      -- automation: the events that it waits for
      "do"          TEXT,                      -- automation: what it does
      once          TEXT CHECK (
        \(oneOf("once", ["record", "value", "always"]))), -- automation: how often
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX rule_name ON rule(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("rule"))

    -- Fields that rules of classification may decide, and whether they do.
    CREATE TABLE classification (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL,             -- noun.field
      noun          TEXT NOT NULL,
      field         TEXT NOT NULL,
      mode          TEXT NOT NULL CHECK (mode IN ('manual', 'rules')),
      on_none       TEXT NOT NULL,             -- keep, clear, or a value
      remark        TEXT,
      \(recordColumns),
      CHECK (name = noun || '.' || field)
    ) STRICT;
    CREATE UNIQUE INDEX classification_name ON classification(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("classification"))
    -- Records that the rules leave alone, because people set the field by hand.
    CREATE TABLE classification_pin (
      id            INTEGER PRIMARY KEY,
      classification INTEGER NOT NULL REFERENCES classification(id),
      record        INTEGER NOT NULL,          -- of the classification's noun
      created_at    TEXT NOT NULL,
      created_by    INTEGER REFERENCES "user"(id),
      UNIQUE (classification, record)
    ) STRICT;
    """
}
