extension Schema001 {
  /// Prospects, before they are customers.
  static let leads = """
    CREATE TABLE lead (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      name_key      TEXT NOT NULL,
      company       TEXT,
      company_key   TEXT,
      department    TEXT,
      position      TEXT,
      phone         TEXT,
      phone_key     TEXT,                      -- one number, or several separated by spaces
      mobile        TEXT,
      mobile_key    TEXT,
      email         TEXT,
      wechat        TEXT,
      address       TEXT,
      source        TEXT,                      -- as of customers: customer.source
      industry      TEXT,
      region        TEXT,
      status        TEXT NOT NULL DEFAULT 'new' CHECK (
        \(oneOf("status", LeadStatus.allCases.map(\.rawValue)))),
      disqualify_reason TEXT,
      disqualify_note TEXT,
      next_follow_up TEXT,
      remark        TEXT,
      owner         INTEGER REFERENCES "user"(id),
      pool          INTEGER REFERENCES pool(id),
      held_since    TEXT NOT NULL,             -- since when the present owner or pool has it
      origin        TEXT NOT NULL DEFAULT 'create' CHECK (origin IN ('create', 'import')),
      converted_at  TEXT,
      converted_customer INTEGER REFERENCES customer(id),
      converted_contact INTEGER REFERENCES contact(id),
      converted_opportunity INTEGER REFERENCES opportunity(id),
      \(recordColumns),
      CHECK ((owner IS NULL) <> (pool IS NULL)) -- owned by one user, or in one pool
    ) STRICT;
    CREATE INDEX lead_name_key ON lead(name_key);
    CREATE INDEX lead_company_key ON lead(company_key) WHERE company_key IS NOT NULL;
    CREATE INDEX lead_phone_key ON lead(phone_key) WHERE phone_key IS NOT NULL;
    CREATE INDEX lead_mobile_key ON lead(mobile_key) WHERE mobile_key IS NOT NULL;
    CREATE INDEX lead_owner ON lead(owner) WHERE owner IS NOT NULL;
    CREATE INDEX lead_pool ON lead(pool, held_since, id, deleted_at) WHERE pool IS NOT NULL;
    -- By these it is known whether a customer, contact or opportunity may go.
    CREATE INDEX lead_customer ON lead(converted_customer) WHERE converted_customer IS NOT NULL;
    CREATE INDEX lead_contact ON lead(converted_contact) WHERE converted_contact IS NOT NULL;
    CREATE INDEX lead_opportunity ON lead(converted_opportunity)
      WHERE converted_opportunity IS NOT NULL;
    \(externalIDIndex("lead"))
    CREATE INDEX lead_deleted_external_id ON lead(external_id)
      WHERE external_id IS NOT NULL AND deleted_at IS NOT NULL;
    \(phoneTriggers("lead", columns: ["phone_key", "mobile_key"]))
    """
}
