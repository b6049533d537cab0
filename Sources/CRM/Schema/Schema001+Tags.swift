extension Schema001 {
  /// Tags, and which records carry them.
  static let tags =
    """
    CREATE TABLE tag (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      name_key      TEXT NOT NULL,
      "group"       TEXT,                      -- a key of tag.group
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX tag_name_key ON tag(name_key) WHERE deleted_at IS NULL;
    \(externalIDIndex("tag"))

    """
    + ["customer", "contact", "opportunity", "lead", "contract"].map(links).joined(separator: "\n")

  private static func links(_ noun: String) -> String {
    """
    CREATE TABLE \(noun)_tag (
      id            INTEGER PRIMARY KEY,
      \(noun)\(String(repeating: " ", count: 14 - noun.count))INTEGER NOT NULL REFERENCES \(noun)(id),
      tag           INTEGER NOT NULL REFERENCES tag(id),
      UNIQUE (\(noun), tag)
    ) STRICT;
    CREATE INDEX \(noun)_tag_tag ON \(noun)_tag(tag);
    """
  }
}
