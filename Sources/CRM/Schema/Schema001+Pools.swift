extension Schema001 {
  /// Pools and who belongs to them.
  static let pools = """
    CREATE TABLE pool (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      enabled       INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
      priority      INTEGER NOT NULL DEFAULT 100, -- lower comes first
      claim_per_day INTEGER CHECK (claim_per_day >= 0), -- per user and calendar day; NULL: no limit
      claimed_cap   INTEGER CHECK (claimed_cap >= 0),   -- customers whose tenure began with a claim
      cooldown_days INTEGER NOT NULL DEFAULT 0 CHECK (cooldown_days >= 0),
      freeze_days   INTEGER NOT NULL DEFAULT 0 CHECK (freeze_days >= 0), -- after recycling, release
      entry         TEXT,                              -- which records may come in; NULL: all
      holds         TEXT NOT NULL DEFAULT 'customers' CHECK (holds IN ('customers', 'leads')),
      hidden        TEXT,                      -- fields that only admins see while they lie there
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX pool_name ON pool(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("pool"))

    -- Members; a pool without any is open to everybody. Teams bring the teams below them.
    \(memberTables)

    -- Limits of what a user may claim and own, for some users or in some pool; the most specific wins.
    CREATE TABLE pool_limit (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      pool          INTEGER REFERENCES pool(id),   -- NULL: of all pools
      "user"        INTEGER REFERENCES "user"(id), -- at most one of these three narrows it
      team          INTEGER REFERENCES team(id),
      role          INTEGER REFERENCES role(id),
      claim_per_day INTEGER CHECK (claim_per_day >= 0), -- NULL: says nothing about it
      claimed_cap   INTEGER CHECK (claimed_cap >= 0),
      owned_cap     INTEGER CHECK (owned_cap >= 0),
      position      INTEGER NOT NULL,
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX pool_limit_name ON pool_limit(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("pool_limit"))

    \(PoolHolding.allCases.map(changesOfHands).joined(separator: "\n"))
    """

  private static let memberTables = [
    ("pool_user", "user"), ("pool_team", "team"), ("pool_role", "role"), ("pool_admin", "user"),
  ].map { table, member in
    """
    CREATE TABLE \(table) (
      id            INTEGER PRIMARY KEY,
      pool          INTEGER NOT NULL REFERENCES pool(id),
      \("\"\(member)\"".padded(to: 14))INTEGER NOT NULL REFERENCES "\(member)"(id),
      UNIQUE (pool, "\(member)")
    ) STRICT;
    """
  }.joined(separator: "\n")

  private static func changesOfHands(of holding: PoolHolding) -> String {
    """
    -- Every change of hands: it ends one tenure and begins the next. The first tenure of a record
    -- begins with its creation and needs no event. Events are never removed: undoing marks them,
    -- because a claim that was undone still counts against the day's limit. What they name may be
    -- undone after them, so they have no foreign keys; fsck checks those that stand.
    CREATE TABLE \(holding.events) (
      id            INTEGER PRIMARY KEY,
      \(holding.column.padded(to: 14))INTEGER NOT NULL,
      kind          TEXT NOT NULL CHECK (
        \(oneOf("kind", ["claim", "assign", "transfer", "move", "release", "recycle"]))),
      at            TEXT NOT NULL,
      from_user     INTEGER,
      from_pool     INTEGER,
      from_since    TEXT NOT NULL,             -- since when that user or pool had it
      to_user       INTEGER,
      to_pool       INTEGER,
      "by"          INTEGER,
      reason        TEXT,
      rule          INTEGER,
      rules         TEXT,                      -- all rules that fired, as a JSON array of ids
      anchor        TEXT,                      -- instant of the event that the rule counted from
      age           INTEGER,                   -- days from the anchor
      undone_by     INTEGER REFERENCES operation(id),
      CHECK ((from_user IS NULL) <> (from_pool IS NULL)),
      CHECK ((to_user IS NULL) <> (to_pool IS NULL))
    ) STRICT;
    CREATE INDEX \(holding.events)_\(holding.column) ON \(holding.events)(\(holding.column), id);
    CREATE INDEX \(holding.events)_claim ON \(holding.events)(to_user, at) WHERE kind = 'claim';
    """
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(1, width - count))
  }
}
