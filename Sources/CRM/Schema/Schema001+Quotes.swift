extension Schema001 {
  /// Offers in versions; what they come to and whether they have expired stands nowhere: it follows
  /// from the lines and the day (`QuoteStatus`).
  static let quotes = """
    CREATE TABLE quote (
      id            INTEGER PRIMARY KEY,
      number        TEXT NOT NULL CHECK (number <> ''),
      customer      INTEGER NOT NULL REFERENCES customer(id),
      opportunity   INTEGER REFERENCES opportunity(id),
      contact       INTEGER REFERENCES contact(id),
      version       INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
      series        INTEGER REFERENCES quote(id), -- the first version; NULL: it is the first
      discount      INTEGER,                   -- on the sum of the lines, in hundredths of a percent
      discount_amount INTEGER,                 -- taken off after that, in minor units
      valid_until   TEXT,                      -- the last day on which it can be accepted
      terms         TEXT,
      owner         INTEGER REFERENCES "user"(id),
      state         TEXT NOT NULL DEFAULT 'draft' CHECK (
        \(oneOf("state", ["draft", "submitted", "approved", "sent", "accepted", "rejected"]))),
      approval      TEXT CHECK (approval IN ('automatic', 'manual')),
      submitted_at  TEXT,
      approved_at   TEXT,
      approved_by   INTEGER REFERENCES "user"(id),
      sent_at       TEXT,
      decided_at    TEXT,
      decision_note TEXT,
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX quote_number ON quote(number) WHERE deleted_at IS NULL;
    CREATE INDEX quote_deleted_number ON quote(number) WHERE deleted_at IS NOT NULL;
    CREATE UNIQUE INDEX quote_version ON quote(series, version)
      WHERE series IS NOT NULL AND deleted_at IS NULL;
    CREATE UNIQUE INDEX quote_accepted ON quote(opportunity)
      WHERE state = 'accepted' AND opportunity IS NOT NULL AND deleted_at IS NULL;
    CREATE INDEX quote_customer ON quote(customer, deleted_at, created_at);
    CREATE INDEX quote_opportunity ON quote(opportunity) WHERE opportunity IS NOT NULL;
    CREATE INDEX quote_series ON quote(series, version) WHERE series IS NOT NULL;
    CREATE INDEX quote_owner ON quote(owner) WHERE owner IS NOT NULL;
    CREATE INDEX quote_submitted ON quote(submitted_at)
      WHERE state = 'submitted' AND deleted_at IS NULL;
    \(externalIDIndex("quote"))
    \(lineTable("quote"))
    """
}
