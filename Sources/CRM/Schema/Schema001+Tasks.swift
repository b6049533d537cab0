extension Schema001 {
  /// What users have to do.
  static let tasks = """
    CREATE TABLE task (
      id            INTEGER PRIMARY KEY,
      title         TEXT NOT NULL CHECK (title <> ''),
      customer      INTEGER REFERENCES customer(id), -- also behind the contact and the opportunity
      contact       INTEGER REFERENCES contact(id),
      opportunity   INTEGER REFERENCES opportunity(id),
      lead          INTEGER REFERENCES lead(id), -- with a customer: the one that it became
      assignee      INTEGER NOT NULL REFERENCES "user"(id),
      due           TEXT,                      -- a day of the store's zone
      priority      TEXT NOT NULL DEFAULT 'normal' CHECK (
        \(oneOf("priority", ["high", "normal", "low"]))),
      note          TEXT,
      state         TEXT NOT NULL DEFAULT 'open' CHECK (
        \(oneOf("state", ["open", "done", "cancelled"]))),
      done_at       TEXT,
      done_by       INTEGER REFERENCES "user"(id),
      outcome       TEXT,
      \(recordColumns),
      CHECK ((state = 'done') = (done_at IS NOT NULL)),
      CHECK ((done_at IS NULL) = (done_by IS NULL))
    ) STRICT;
    CREATE INDEX task_customer ON task(customer) WHERE customer IS NOT NULL;
    CREATE INDEX task_opportunity ON task(opportunity) WHERE opportunity IS NOT NULL;
    CREATE INDEX task_lead ON task(lead) WHERE lead IS NOT NULL;
    CREATE INDEX task_contact ON task(contact) WHERE contact IS NOT NULL;
    CREATE INDEX task_open ON task(assignee, due) WHERE state = 'open';
    \(externalIDIndex("task"))
    """
}
