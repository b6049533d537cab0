extension Schema001 {
  /// Files on records (附件).
  static let attachments = """
    -- The contents lie in files/, named by their hashes; each content is there once.
    CREATE TABLE attachment (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      customer      INTEGER REFERENCES customer(id), -- the record on which it hangs is one of these
      contact       INTEGER REFERENCES contact(id),
      lead          INTEGER REFERENCES lead(id),
      opportunity   INTEGER REFERENCES opportunity(id),
      activity      INTEGER REFERENCES activity(id),
      task          INTEGER REFERENCES task(id),
      ticket        INTEGER REFERENCES ticket(id),
      contract      INTEGER REFERENCES contract(id),
      product       INTEGER REFERENCES product(id),
      bytes         INTEGER NOT NULL CHECK (bytes >= 0),
      sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
      \(recordColumns),
      CHECK ((customer IS NOT NULL) + (contact IS NOT NULL) + (lead IS NOT NULL)
        + (opportunity IS NOT NULL) + (activity IS NOT NULL) + (task IS NOT NULL)
        + (ticket IS NOT NULL) + (contract IS NOT NULL) + (product IS NOT NULL) = 1)
    ) STRICT;
    \(["customer", "contact", "lead", "opportunity", "activity", "task", "ticket", "contract", "product"].map {
      "CREATE INDEX attachment_\($0) ON attachment(\($0)) WHERE \($0) IS NOT NULL;"
    }.joined(separator: "\n"))
    CREATE INDEX attachment_sha256 ON attachment(sha256);
    \(externalIDIndex("attachment"))
    """
}
