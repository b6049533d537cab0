extension Schema001 {
  /// What was spent on the sources of customers (市场费用).
  static let expenses = """
    CREATE TABLE expense (
      id            INTEGER PRIMARY KEY,
      source        TEXT NOT NULL,             -- a key of customer.source
      day           TEXT NOT NULL,             -- a day: that of the period in which it counts
      amount        INTEGER NOT NULL CHECK (amount > 0), -- minor units
      note          TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE INDEX expense_day ON expense(day);
    \(externalIDIndex("expense"))
    """
}
