extension Schema001 {
  /// Which fields people fill in, in which order.
  static let forms = """
    CREATE TABLE form (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL,             -- noun, or noun.type
      noun          TEXT NOT NULL,
      type          TEXT,                      -- only records of this type; customers have types
      items         TEXT NOT NULL,             -- names of fields in order, separated by spaces
      required      TEXT,                      -- those of them that must be filled in
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX form_name ON form(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("form"))
    """
}
