import Store

/// The first schema: people, customers and their contacts, leads, activities, products, pipelines,
/// opportunities and public pools.
///
/// Tables are plain, so that a power user can open the file with `sqlite3` and understand it. Every
/// record table has the same last columns. Columns ending in `_key` hold normalised text by which
/// records are compared; `NameKey`, `PhoneKey`, `EmailKey` and `UsccKey` compute them.
enum Schema001 {
  static let sql = [
    JournalSchema.sql, pools, tables, lines, quotes, leads, recycling, customFields, forms, scoring,
    status, rules, automation, contracts, lineTable("contract"), expenses, tags, stageGates, dedupe,
    tasks,
    tickets, targets, attachments, sharing, assignRules, search, dashboards,
    views,
  ].joined(separator: "\n")

  /// The last columns of every table of records.
  static let recordColumns = """
    external_id   TEXT,
      created_at    TEXT NOT NULL,
      created_by    INTEGER REFERENCES "user"(id),
      updated_at    TEXT NOT NULL,
      deleted_at    TEXT
    """

  /// The condition of a check that a column has one of a few values.
  ///
  /// SQLite would make a table of the values of an `IN` for every row, which takes as long as the row.
  static func oneOf(_ column: String, _ values: [String]) -> String {
    values.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
  }

  /// The index by which external ids are unique among the live records of a table.
  static func externalIDIndex(_ table: String) -> String {
    """
    CREATE UNIQUE INDEX \(table)_external_id ON "\(table)"(external_id)
      WHERE external_id IS NOT NULL AND deleted_at IS NULL;
    """
  }

  private static let tables = """
    CREATE TABLE setting (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL UNIQUE,      -- such as core.currency
      value         TEXT NOT NULL
    ) STRICT;
    -- The entries of the option lists (数据字典).
    CREATE TABLE dictionary_entry (
      id            INTEGER PRIMARY KEY,
      dictionary    TEXT NOT NULL,             -- such as customer.industry
      key           TEXT NOT NULL CHECK (key <> ''),
      name          TEXT NOT NULL,             -- dictionary.key
      label_en      TEXT NOT NULL,
      label_zh      TEXT NOT NULL,
      position      INTEGER NOT NULL,
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      kind          TEXT,                      -- in customer.status and tag.group
      \(recordColumns),
      CHECK (name = dictionary || '.' || key)
    ) STRICT;
    CREATE UNIQUE INDEX dictionary_entry_name ON dictionary_entry(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("dictionary_entry"))

    CREATE TABLE team (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      parent        INTEGER REFERENCES team(id),
      head          INTEGER REFERENCES "user"(id),
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX team_name ON team(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("team"))

    CREATE TABLE role (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      discount_limit INTEGER,                  -- hundredths of a percent; NULL: none
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX role_name ON role(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("role"))

    CREATE TABLE "user" (
      id            INTEGER PRIMARY KEY,
      login         TEXT NOT NULL CHECK (login <> ''),
      name          TEXT NOT NULL CHECK (name <> ''),
      email         TEXT,
      phone         TEXT,
      team          INTEGER REFERENCES team(id),
      manager       INTEGER REFERENCES "user"(id),
      os_account    TEXT,                      -- the operating-system account that is this user
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX user_login ON "user"(login) WHERE deleted_at IS NULL;
    CREATE INDEX user_name ON "user"(name);
    CREATE INDEX user_email ON "user"(email);
    CREATE UNIQUE INDEX user_os_account ON "user"(os_account)
      WHERE os_account IS NOT NULL AND deleted_at IS NULL;
    \(externalIDIndex("user"))

    CREATE TABLE user_role (
      id            INTEGER PRIMARY KEY,
      "user"        INTEGER NOT NULL REFERENCES "user"(id),
      role          INTEGER NOT NULL REFERENCES role(id),
      UNIQUE ("user", role)
    ) STRICT;

    CREATE TABLE customer (
      id            INTEGER PRIMARY KEY,
      type          TEXT NOT NULL DEFAULT 'enterprise' CHECK (type IN ('enterprise', 'individual')),
      name          TEXT NOT NULL CHECK (name <> ''),
      name_key      TEXT NOT NULL,
      short_name    TEXT,
      uscc          TEXT,
      uscc_key      TEXT,
      status        TEXT,
      source        TEXT,
      level         TEXT,
      kind          TEXT,
      industry      TEXT,
      region        TEXT,
      address       TEXT,
      phone         TEXT,
      phone_key     TEXT,                      -- one number, or several separated by spaces
      email         TEXT,
      email_key     TEXT,
      website       TEXT,
      wechat        TEXT,
      parent        INTEGER REFERENCES customer(id),
      credit_grade  INTEGER CHECK (credit_grade BETWEEN 1 AND 5),
      next_follow_up TEXT,
      remark        TEXT,
      owner         INTEGER REFERENCES "user"(id),
      pool          INTEGER REFERENCES pool(id),
      held_since    TEXT NOT NULL,             -- since when the present owner or pool has it
      locked_until  TEXT,                      -- the last day on which no rule recycles it
      not_ready_until TEXT,                    -- likewise: it does not buy before
      disqualified_reason TEXT,                -- why nobody should try
      origin        TEXT NOT NULL DEFAULT 'create' CHECK (origin IN ('create', 'import')),
      \(recordColumns),
      CHECK ((owner IS NULL) <> (pool IS NULL)) -- owned by one user, or in one pool
    ) STRICT;
    CREATE INDEX customer_name_key ON customer(name_key);
    CREATE INDEX customer_phone_key ON customer(phone_key) WHERE phone_key IS NOT NULL;
    CREATE INDEX customer_email_key ON customer(email_key) WHERE email_key IS NOT NULL;
    CREATE INDEX customer_uscc_key ON customer(uscc_key) WHERE uscc_key IS NOT NULL;
    CREATE INDEX customer_owner ON customer(owner) WHERE owner IS NOT NULL;
    CREATE INDEX customer_pool ON customer(pool, held_since, id, deleted_at)
      WHERE pool IS NOT NULL;
    CREATE INDEX customer_locked ON customer(owner, locked_until) WHERE locked_until IS NOT NULL;
    CREATE INDEX customer_not_ready ON customer(owner, not_ready_until)
      WHERE not_ready_until IS NOT NULL;
    CREATE INDEX customer_parent ON customer(parent) WHERE parent IS NOT NULL;
    \(externalIDIndex("customer"))
    CREATE INDEX customer_deleted_external_id ON customer(external_id)
      WHERE external_id IS NOT NULL AND deleted_at IS NOT NULL;

    CREATE TABLE contact (
      id            INTEGER PRIMARY KEY,
      customer      INTEGER NOT NULL REFERENCES customer(id),
      name          TEXT NOT NULL CHECK (name <> ''),
      name_key      TEXT NOT NULL,
      phone         TEXT,
      phone_key     TEXT,
      email         TEXT,
      email_key     TEXT,
      wechat        TEXT,
      department    TEXT,
      position      TEXT,
      address       TEXT,
      decision_maker INTEGER NOT NULL DEFAULT 0 CHECK (decision_maker IN (0, 1)),
      "primary"     INTEGER NOT NULL DEFAULT 0 CHECK ("primary" IN (0, 1)),
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE INDEX contact_customer ON contact(customer);
    CREATE INDEX contact_name_key ON contact(name_key);
    CREATE INDEX contact_phone_key ON contact(phone_key) WHERE phone_key IS NOT NULL;
    CREATE INDEX contact_email_key ON contact(email_key) WHERE email_key IS NOT NULL;
    \(externalIDIndex("contact"))
    CREATE INDEX contact_deleted_external_id ON contact(external_id)
      WHERE external_id IS NOT NULL AND deleted_at IS NOT NULL;

    -- The numbers of customers, contacts and leads that have several; kept by the triggers below. Whoever
    -- has one number is found by the index of phone_key.
    CREATE TABLE phone_number (
      key           TEXT NOT NULL,
      noun          TEXT NOT NULL,
      record        INTEGER NOT NULL,
      PRIMARY KEY (key, noun, record)
    ) STRICT, WITHOUT ROWID;
    \(["customer", "contact"].map { phoneTriggers($0) }.joined(separator: "\n"))

    CREATE TABLE category (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      parent        INTEGER REFERENCES category(id),
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX category_name ON category(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("category"))

    CREATE TABLE product (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      code          TEXT NOT NULL CHECK (code <> ''),
      category      INTEGER REFERENCES category(id),
      unit          TEXT,
      list_price    INTEGER,                   -- minor units
      cost          INTEGER,                   -- minor units
      active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX product_name ON product(name) WHERE active = 1 AND deleted_at IS NULL;
    CREATE INDEX product_any_name ON product(name);
    CREATE INDEX product_category ON product(category) WHERE category IS NOT NULL;
    CREATE INDEX category_parent ON category(parent) WHERE parent IS NOT NULL;
    CREATE UNIQUE INDEX product_code ON product(code) WHERE deleted_at IS NULL;
    \(externalIDIndex("product"))

    CREATE TABLE pipeline (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      allow_skip    INTEGER NOT NULL DEFAULT 0 CHECK (allow_skip IN (0, 1)),
      allow_back    INTEGER NOT NULL DEFAULT 1 CHECK (allow_back IN (0, 1)),
      position      INTEGER NOT NULL DEFAULT 100, -- the first pipeline is the default one
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX pipeline_name ON pipeline(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("pipeline"))

    CREATE TABLE stage (
      id            INTEGER PRIMARY KEY,
      pipeline      INTEGER NOT NULL REFERENCES pipeline(id),
      name          TEXT NOT NULL CHECK (name <> ''),
      kind          TEXT NOT NULL DEFAULT 'open' CHECK (
        \(oneOf("kind", ["open", "won", "lost", "invalid"]))),
      position      INTEGER NOT NULL,
      probability   INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
      forecast_category TEXT NOT NULL CHECK (
        \(oneOf("forecast_category", ["omitted", "pipeline", "best_case", "commit", "closed"]))),
      required_fields TEXT,                    -- names of opportunity fields, separated by spaces
      max_days      INTEGER CHECK (max_days > 0),
      requires_approval INTEGER NOT NULL DEFAULT 0 CHECK (requires_approval IN (0, 1)),
      guide         TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX stage_name ON stage(pipeline, name) WHERE deleted_at IS NULL;
    \(externalIDIndex("stage"))

    CREATE TABLE opportunity (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      customer      INTEGER NOT NULL REFERENCES customer(id),
      pipeline      INTEGER NOT NULL REFERENCES pipeline(id),
      stage         INTEGER NOT NULL REFERENCES stage(id),
      amount        INTEGER,                   -- minor units; NULL: not known yet
      probability   INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
      forecast_category TEXT CHECK (          -- NULL: that of the stage
        \(oneOf("forecast_category", ["omitted", "pipeline", "best_case", "commit"]))),
      expected_close TEXT,
      closed_at     TEXT,
      owner         INTEGER REFERENCES "user"(id),
      source        TEXT,
      competitor    TEXT,
      lost_reason   TEXT,
      lost_note     TEXT,
      next_follow_up TEXT,
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE INDEX opportunity_customer
      ON opportunity(customer, deleted_at, created_at, stage, closed_at);
    CREATE INDEX opportunity_name ON opportunity(name);
    -- What reports add up: they read a third of the table, only of the stages that they ask for, and the customers
    -- in their order. The pipeline, which follows from the stage, keeps those who know a customer from going
    -- through all stages.
    CREATE INDEX opportunity_stage ON opportunity(stage, pipeline, customer, closed_at, amount,
      probability, owner, expected_close, forecast_category, source, deleted_at);
    CREATE INDEX opportunity_owner ON opportunity(owner) WHERE owner IS NOT NULL;
    \(externalIDIndex("opportunity"))
    CREATE INDEX opportunity_deleted_external_id ON opportunity(external_id)
      WHERE external_id IS NOT NULL AND deleted_at IS NOT NULL;

    -- Every move of an opportunity, its creation included.
    CREATE TABLE stage_event (
      id            INTEGER PRIMARY KEY,
      opportunity   INTEGER NOT NULL REFERENCES opportunity(id),
      from_stage    INTEGER REFERENCES stage(id),
      to_stage      INTEGER NOT NULL REFERENCES stage(id),
      at            TEXT NOT NULL,
      "by"          INTEGER REFERENCES "user"(id),
      amount        INTEGER,
      probability   INTEGER NOT NULL,
      reason        TEXT                       -- why it was opened again
    ) STRICT;
    -- Whoever follows opportunities through the stages reads the index alone.
    CREATE INDEX stage_event_opportunity ON stage_event(opportunity, at, id, to_stage, from_stage);

    CREATE TABLE activity (
      id            INTEGER PRIMARY KEY,
      customer      INTEGER REFERENCES customer(id),
      contact       INTEGER REFERENCES contact(id),
      opportunity   INTEGER REFERENCES opportunity(id),
      lead          INTEGER REFERENCES lead(id), -- with a customer: the one that it became
      method        TEXT NOT NULL,
      at            TEXT NOT NULL,             -- when it happened; created_at is when it was recorded
      phone         TEXT,
      address       TEXT,
      note          TEXT NOT NULL,
      \(recordColumns),
      CHECK (customer IS NOT NULL OR lead IS NOT NULL)
    ) STRICT;
    -- Who wrote and whether it stands are asked of every follow-up in turn: the index answers. With id
    -- it keeps the order of equal instants.
    CREATE INDEX activity_customer ON activity(customer, at, id, created_by, deleted_at);
    CREATE INDEX activity_lead ON activity(lead, at) WHERE lead IS NOT NULL;
    CREATE INDEX activity_deleted ON activity(id) WHERE deleted_at IS NOT NULL;
    CREATE INDEX activity_opportunity ON activity(opportunity) WHERE opportunity IS NOT NULL;
    CREATE INDEX activity_contact ON activity(contact) WHERE contact IS NOT NULL;
    \(externalIDIndex("activity"))
    CREATE INDEX activity_deleted_external_id ON activity(external_id)
      WHERE external_id IS NOT NULL AND deleted_at IS NOT NULL;

    -- Conditions kept under a name.
    CREATE TABLE view (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      noun          TEXT NOT NULL,
      condition     TEXT NOT NULL,             -- canonical text of the condition language
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX view_name ON view(name) WHERE deleted_at IS NULL;
    \(externalIDIndex("view"))

    CREATE TABLE import_run (
      id            INTEGER PRIMARY KEY,
      file          TEXT NOT NULL,
      noun          TEXT NOT NULL,
      content_hash  TEXT NOT NULL,             -- of the bytes and the options
      row_count     INTEGER NOT NULL,
      created       INTEGER NOT NULL,
      updated       INTEGER NOT NULL,
      skipped       INTEGER NOT NULL,
      rejected      INTEGER NOT NULL,
      created_at    TEXT NOT NULL,
      created_by    INTEGER REFERENCES "user"(id)
    ) STRICT;
    """

  /// What keeps the table of the numbers of those who have several in a cell.
  static func phoneTriggers(_ noun: String, columns: [String] = ["phone_key"]) -> String {
    func each(_ text: (String) -> String, _ separator: String) -> String {
      columns.map(text).joined(separator: separator)
    }
    let fill = each(
      { column in
        """
        INSERT OR IGNORE INTO phone_number (key, noun, record)
            SELECT value, '\(noun)', new.id
            FROM json_each('["' || replace(new.\(column), ' ', '","') || '"]')
            WHERE instr(new.\(column), ' ') > 0;
        """
      }, "\n    ")
    let clear = each(
      { column in
        """
        DELETE FROM phone_number WHERE noun = '\(noun)' AND record = old.id AND key IN (
              SELECT value FROM json_each('["' || replace(old.\(column), ' ', '","') || '"]'));
        """
      }, "\n    ")
    let isNew = each({ "instr(new.\($0), ' ') > 0" }, " OR ")
    let wasThere = each({ "instr(old.\($0), ' ') > 0" }, " OR ")
    return """
      CREATE TRIGGER \(noun)_phone_insert AFTER INSERT ON \(noun)
      WHEN \(isNew) BEGIN
          \(fill)
      END;
      CREATE TRIGGER \(noun)_phone_update AFTER UPDATE OF \(each({ $0 }, ", ")) ON \(noun)
      WHEN (\(each({ "new.\($0) IS NOT old.\($0)" }, " OR ")))
        AND (\(isNew) OR \(wasThere)) BEGIN
          \(clear)
          \(fill)
      END;
      CREATE TRIGGER \(noun)_phone_delete AFTER DELETE ON \(noun)
      WHEN \(wasThere) BEGIN
          \(clear)
      END;
      """
  }
}

extension Schema {
  /// The schema of this program's stores.
  package static let current = Schema([{ Schema001.sql }])
}
