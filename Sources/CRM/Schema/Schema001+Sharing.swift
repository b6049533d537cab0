extension Schema001 {
  /// Who else works on customers.
  static let sharing = """
    -- A grant holds from created_at until it expires or is deleted, which ends it: so the table tells who
    -- might do what at any time. A grant that is changed is ended, and another one made.
    CREATE TABLE customer_share (
      id            INTEGER PRIMARY KEY,
      customer      INTEGER NOT NULL REFERENCES customer(id),
      "user"        INTEGER NOT NULL REFERENCES "user"(id),
      access        TEXT NOT NULL CHECK (access IN ('read', 'edit')),
      until         TEXT,                      -- the last day, in the store's zone; NULL: for good
      expires_at    TEXT,                      -- the instant when that day is over
      cascade       INTEGER NOT NULL DEFAULT 0 CHECK (cascade IN (0, 1)), -- also customers below
      \(recordColumns),
      CHECK ((until IS NULL) = (expires_at IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX customer_share_customer ON customer_share(customer, "user")
      WHERE deleted_at IS NULL;
    CREATE INDEX customer_share_all ON customer_share(customer);
    CREATE INDEX customer_share_user ON customer_share("user", customer);
    CREATE INDEX customer_share_cascade ON customer_share("user") WHERE cascade = 1;
    \(externalIDIndex("customer_share"))
    """
}
