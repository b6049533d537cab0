extension Schema001 {
  /// What customers and leads do and what it is worth.
  static let scoring = """
    CREATE TABLE behavior (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      points        INTEGER NOT NULL CHECK (points BETWEEN -1000 AND 1000),
      max_per_day   INTEGER CHECK (max_per_day > 0), -- per customer or lead; NULL: all
      half_life     INTEGER CHECK (half_life > 0),   -- days; NULL: counts for ever
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX behavior_name ON behavior(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("behavior"))

    -- A behavior in a follow-up, with what it was worth when it was recorded.
    CREATE TABLE behavior_event (
      id            INTEGER PRIMARY KEY,
      activity      INTEGER NOT NULL REFERENCES activity(id),
      behavior      INTEGER NOT NULL REFERENCES behavior(id),
      customer      INTEGER REFERENCES customer(id), -- the activity's
      lead          INTEGER REFERENCES lead(id),     -- the activity's
      day           INTEGER NOT NULL,          -- of the activity, in days since 1970-01-01
      points        INTEGER NOT NULL,
      max_per_day   INTEGER,
      half_life     INTEGER,
      UNIQUE (activity, behavior),
      CHECK (customer IS NOT NULL OR lead IS NOT NULL)
    ) STRICT;
    -- All that a score is made from.
    CREATE INDEX behavior_event_customer ON behavior_event
      (customer, behavior, day, activity, points, max_per_day, half_life);
    CREATE INDEX behavior_event_lead ON behavior_event
      (lead, behavior, day, activity, points, max_per_day, half_life) WHERE lead IS NOT NULL;
    CREATE INDEX behavior_event_behavior ON behavior_event(behavior);
    """
}
