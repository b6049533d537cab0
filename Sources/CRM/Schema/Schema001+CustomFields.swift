extension Schema001 {
  /// Fields that the store's users made.
  ///
  /// The values of field 7 of customers lie in the column
  /// `custom_7` of the table `customer`; the view `v_customer` calls it by the field's key.
  static let customFields = """
    CREATE TABLE custom_field (
      id            INTEGER PRIMARY KEY,
      noun          TEXT NOT NULL,
      key           TEXT NOT NULL CHECK (key <> ''),
      name          TEXT NOT NULL,             -- noun.key
      type          TEXT NOT NULL,
      target        TEXT,                      -- the noun that a reference points to
      label_en      TEXT NOT NULL,
      label_zh      TEXT NOT NULL,
      description   TEXT,
      required      INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
      "unique"      INTEGER NOT NULL DEFAULT 0 CHECK ("unique" IN (0, 1)),
      "default"     TEXT,                      -- the value of new records that are given none
      min           TEXT,
      max           TEXT,
      length        INTEGER,                   -- characters at most
      listed        INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
      position      INTEGER NOT NULL,
      \(recordColumns),
      CHECK (name = noun || '.' || key)
    ) STRICT;
    CREATE UNIQUE INDEX custom_field_name ON custom_field(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("custom_field"))
    """
}
