extension Schema001 {
  /// After-sales cases (售后, 派工单).
  static let tickets = """
    CREATE TABLE ticket (
      id            INTEGER PRIMARY KEY,
      title         TEXT NOT NULL CHECK (title <> ''),
      customer      INTEGER NOT NULL REFERENCES customer(id),
      contact       INTEGER REFERENCES contact(id), -- at that customer
      contract      INTEGER REFERENCES contract(id), -- of that customer
      kind          TEXT NOT NULL DEFAULT 'consultation'
        CHECK (\(oneOf("kind", ["consultation", "repair", "complaint", "dispatch"]))),
      priority      TEXT NOT NULL DEFAULT 'normal'
        CHECK (\(oneOf("priority", ["urgent", "high", "normal", "low"]))),
      assignee      INTEGER REFERENCES "user"(id), -- NULL: nobody yet
      due           TEXT,                      -- a day of the store's zone
      description   TEXT,
      state         TEXT NOT NULL DEFAULT 'open'
        CHECK (\(oneOf("state", ["open", "in_progress", "resolved", "closed"]))),
      resolved_at   TEXT,
      closed_at     TEXT,
      \(recordColumns),
      CHECK ((state IN ('resolved', 'closed')) = (resolved_at IS NOT NULL)),
      CHECK ((state = 'closed') = (closed_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX ticket_customer ON ticket(customer);
    CREATE INDEX ticket_contact ON ticket(contact) WHERE contact IS NOT NULL;
    CREATE INDEX ticket_contract ON ticket(contract) WHERE contract IS NOT NULL;
    CREATE INDEX ticket_pending ON ticket(assignee, due) WHERE state IN ('open', 'in_progress');
    \(externalIDIndex("ticket"))

    -- What happened to tickets: moves from one state to another, and notes, which have no states.
    CREATE TABLE ticket_event (
      id            INTEGER PRIMARY KEY,
      ticket        INTEGER NOT NULL REFERENCES ticket(id),
      from_state    TEXT,                      -- NULL: this is where the ticket began
      to_state      TEXT,
      at            TEXT NOT NULL,
      "by"          INTEGER REFERENCES "user"(id),
      note          TEXT,
      CHECK (to_state IS NOT NULL OR (from_state IS NULL AND note IS NOT NULL))
    ) STRICT;
    CREATE INDEX ticket_event_ticket ON ticket_event(ticket, id);
    """
}
