extension Schema001 {
  /// Reports that are looked at together.
  static let dashboards = """
    CREATE TABLE dashboard (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      reports       TEXT NOT NULL CHECK (reports <> ''), -- a line each, as behind crm report
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX dashboard_name ON dashboard(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("dashboard"))
    """
}
