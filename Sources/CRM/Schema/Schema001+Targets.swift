extension Schema001 {
  /// What should be reached (目标).
  static let targets = """
    -- A figure for one user, one team with the teams below it, or with neither for the company.
    CREATE TABLE target (
      id            INTEGER PRIMARY KEY,
      metric        TEXT NOT NULL CHECK (
        \(oneOf("metric", [
          "contract_amount", "payment_amount", "new_customers", "activities", "opportunities",
          "won_opportunities",
        ]))),
      "user"        INTEGER REFERENCES "user"(id),
      team          INTEGER REFERENCES team(id),
      period        TEXT NOT NULL CHECK (period <> ''), -- 2026, 2026-Q1 or 2026-03
      tier          TEXT NOT NULL DEFAULT 'base' CHECK (tier IN ('base', 'stretch')),
      amount        INTEGER,                   -- minor units, of metrics that are amounts
      count         INTEGER,                   -- of the others
      \(recordColumns),
      CHECK ("user" IS NULL OR team IS NULL)
    ) STRICT;
    CREATE UNIQUE INDEX target_holder
      ON target(metric, period, tier, ifnull("user", 0), ifnull(team, 0)) WHERE deleted_at IS NULL;
    CREATE INDEX target_user ON target("user") WHERE "user" IS NOT NULL;
    CREATE INDEX target_team ON target(team) WHERE team IS NOT NULL;
    \(externalIDIndex("target"))
    """
}
