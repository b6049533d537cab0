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
      external_id   TEXT,
      created_at    TEXT NOT NULL,
      created_by    INTEGER REFERENCES "user"(id),
      updated_at    TEXT NOT NULL,
      deleted_at    TEXT
    ) STRICT;
    CREATE UNIQUE INDEX form_name ON form(name) WHERE deleted_at IS NULL;
    CREATE UNIQUE INDEX form_external_id ON form(external_id)
      WHERE external_id IS NOT NULL AND deleted_at IS NULL;
    """
}
