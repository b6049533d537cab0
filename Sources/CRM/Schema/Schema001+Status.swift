extension Schema001 {
  /// The way of customers through the follow status.
  static let status = """
    -- Every move of a customer from one follow status to another, by keys of customer.status. The
    -- first status begins with its creation and needs no event.
    CREATE TABLE status_event (
      id            INTEGER PRIMARY KEY,
      customer      INTEGER NOT NULL REFERENCES customer(id),
      from_status   TEXT,
      to_status     TEXT NOT NULL,
      at            TEXT NOT NULL,
      "by"          INTEGER REFERENCES "user"(id),
      reason        TEXT                       -- why a closed customer was opened
    ) STRICT;
    CREATE INDEX status_event_customer ON status_event(customer, id);
    """
}
