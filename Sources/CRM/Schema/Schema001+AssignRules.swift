extension Schema001 {
  /// By which rules customers in pools get owners, and whose turn it was.
  static let assignRules = """
    CREATE TABLE assign_rule (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      noun          TEXT NOT NULL,
      condition     TEXT,                      -- only records that meet it; canonical text
      strategy      TEXT NOT NULL CHECK (
        \(oneOf("strategy", ["round_robin", "least_open", "weighted", "fixed"]))),
      members       TEXT NOT NULL,             -- logins in order, with their weights: li.wei:3, wu
      per_day       INTEGER CHECK (per_day >= 0),   -- a member gets so many a day; NULL: no limit
      owned_cap     INTEGER CHECK (owned_cap >= 0), -- nobody gets more who owns so many
      fallback_pool INTEGER REFERENCES pool(id),    -- where they go when no member is free
      fallback_user INTEGER REFERENCES "user"(id),  -- or to whom; neither: they stay
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      position      INTEGER NOT NULL,
      remark        TEXT,
      \(recordColumns),
      CHECK (fallback_pool IS NULL OR fallback_user IS NULL)
    ) STRICT;
    CREATE UNIQUE INDEX assign_rule_name ON assign_rule(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("assign_rule"))

    -- What each member of a rule got in one run. The newest rows say whose turn is next, so undoing
    -- a run gives the turns back, and undoing an older one leaves them as they are.
    CREATE TABLE assign_turn (
      id            INTEGER PRIMARY KEY,
      rule          INTEGER NOT NULL REFERENCES assign_rule(id),
      "user"        INTEGER NOT NULL REFERENCES "user"(id),
      at            TEXT NOT NULL,
      records       INTEGER NOT NULL CHECK (records >= 0),
      credit        INTEGER NOT NULL,          -- what the member has in store by its weight
      is_last       INTEGER NOT NULL CHECK (is_last IN (0, 1)) -- whether it got the last record
    ) STRICT;
    CREATE INDEX assign_turn_member ON assign_turn(rule, "user", id);
    CREATE INDEX assign_turn_last ON assign_turn(rule, id) WHERE is_last = 1;
    CREATE INDEX assign_turn_user ON assign_turn("user");
    """
}
