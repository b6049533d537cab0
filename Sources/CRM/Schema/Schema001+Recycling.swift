extension Schema001 {
  /// By which rules neglected customers fall, and when the clock stands still.
  static let recycling = """
    CREATE TABLE recycle_rule (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      holds         TEXT NOT NULL DEFAULT 'customers' CHECK (holds IN ('customers', 'leads')),
      kind          TEXT NOT NULL CHECK (
        \(oneOf("kind", ["no_follow_up", "no_opportunity", "no_deal", "contract_ended", "held"]))),
      days          INTEGER NOT NULL CHECK (days >= 0), -- due when older than this; 0: never
      days_by       TEXT,                      -- field:option=days,… other limits
      "user"        INTEGER REFERENCES "user"(id), -- at most one of these four narrows it
      team          INTEGER REFERENCES team(id),
      role          INTEGER REFERENCES role(id),
      from_pool     INTEGER REFERENCES pool(id),
      to_pool       INTEGER REFERENCES pool(id), -- NULL: the owner's, or the public one
      resets_by     TEXT NOT NULL DEFAULT 'owner' CHECK (resets_by IN ('owner', 'anyone')),
      exclude_won   INTEGER NOT NULL DEFAULT 1 CHECK (exclude_won IN (0, 1)),
      exclude_open_opportunity INTEGER NOT NULL DEFAULT 0
                      CHECK (exclude_open_opportunity IN (0, 1)),
      warn_days     TEXT,                      -- days before the fall, separated by commas
      grace_days    INTEGER CHECK (grace_days >= 0),
      condition     TEXT,                      -- only customers that meet it; canonical text
      acts_from     TEXT NOT NULL,             -- first day on which it recycles (grace)
      position      INTEGER NOT NULL,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX recycle_rule_name ON recycle_rule(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("recycle_rule"))
    -- Users whose customers a rule spares.
    CREATE TABLE recycle_rule_exempt (
      id            INTEGER PRIMARY KEY,
      recycle_rule  INTEGER NOT NULL REFERENCES recycle_rule(id),
      "user"        INTEGER NOT NULL REFERENCES "user"(id),
      UNIQUE (recycle_rule, "user")
    ) STRICT;

    -- Holidays: days that recycling does not count.
    CREATE TABLE recycle_pause (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      first_day     TEXT NOT NULL,
      last_day      TEXT NOT NULL,
      remark        TEXT,
      \(recordColumns),
      CHECK (first_day <= last_day)
    ) STRICT;
    CREATE UNIQUE INDEX recycle_pause_name ON recycle_pause(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("recycle_pause"))
    """
}
