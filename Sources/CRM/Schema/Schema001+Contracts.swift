extension Schema001 {
  /// What was signed, when it is to be paid, and what was paid.
  ///
  /// How much of a receivable is paid stands nowhere: it follows from the payments, in one statement
  /// (`ReceivableBalance`).
  static let contracts = """
    CREATE TABLE contract (
      id            INTEGER PRIMARY KEY,
      number        TEXT NOT NULL CHECK (number <> ''),
      name          TEXT NOT NULL CHECK (name <> ''),
      customer      INTEGER NOT NULL REFERENCES customer(id),
      opportunity   INTEGER REFERENCES opportunity(id),
      type          TEXT,                      -- a key of contract.type
      status        TEXT,                      -- a key of contract.status: how far it is carried out
      approval      TEXT NOT NULL DEFAULT 'draft' CHECK (
        \(oneOf("approval", ["draft", "pending", "approved", "rejected", "withdrawn", "void"]))),
      amount        INTEGER NOT NULL,          -- minor units, never negative
      signed        TEXT,                      -- a day: that of the deal
      start         TEXT,                      -- a day
      "end"         TEXT,                      -- the last day
      owner         INTEGER REFERENCES "user"(id),
      remark        TEXT,
      approved_at   TEXT,
      voided_at     TEXT,
      void_reason   TEXT,
      \(recordColumns),
      CHECK (approval <> 'approved' OR (signed IS NOT NULL AND approved_at IS NOT NULL)),
      CHECK ((approval = 'void') = (voided_at IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX contract_number ON contract(number) WHERE deleted_at IS NULL;
    CREATE INDEX contract_deleted_number ON contract(number) WHERE deleted_at IS NOT NULL;
    CREATE INDEX contract_customer ON contract(customer, approval, signed, deleted_at);
    CREATE INDEX contract_opportunity ON contract(opportunity) WHERE opportunity IS NOT NULL;
    CREATE INDEX contract_name ON contract(name);
    CREATE INDEX contract_owner ON contract(owner) WHERE owner IS NOT NULL;
    \(externalIDIndex("contract"))

    -- The service people (服务人员) of contracts.
    CREATE TABLE contract_service (
      id            INTEGER PRIMARY KEY,
      contract      INTEGER NOT NULL REFERENCES contract(id),
      "user"        INTEGER NOT NULL REFERENCES "user"(id),
      UNIQUE (contract, "user")
    ) STRICT;
    CREATE INDEX contract_service_user ON contract_service("user");

    CREATE TABLE receivable (
      id            INTEGER PRIMARY KEY,
      name          TEXT NOT NULL CHECK (name <> ''),
      contract      INTEGER NOT NULL REFERENCES contract(id),
      number        INTEGER NOT NULL CHECK (number > 0), -- within the contract
      due           TEXT NOT NULL,             -- a day
      amount        INTEGER NOT NULL,          -- minor units, above zero
      allow_over    INTEGER NOT NULL DEFAULT 0 CHECK (allow_over IN (0, 1)), -- the sum may be above the contract's amount
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX receivable_number ON receivable(contract, number) WHERE deleted_at IS NULL;
    CREATE INDEX receivable_contract ON receivable(contract);
    CREATE INDEX receivable_due ON receivable(due);
    CREATE INDEX receivable_name ON receivable(name);
    \(externalIDIndex("receivable"))

    CREATE TABLE payment (
      id            INTEGER PRIMARY KEY,
      number        TEXT NOT NULL CHECK (number <> ''),
      contract      INTEGER NOT NULL REFERENCES contract(id),
      receivable    INTEGER REFERENCES receivable(id), -- the one that it was meant for
      amount        INTEGER NOT NULL CHECK (amount <> 0), -- minor units; a refund is negative
      received      TEXT NOT NULL,             -- a day
      method        TEXT,                      -- a key of payment.method
      reason        TEXT,                      -- of a refund
      note          TEXT,
      \(recordColumns),
      CHECK (amount > 0 OR reason IS NOT NULL)
    ) STRICT;
    CREATE UNIQUE INDEX payment_number ON payment(number) WHERE deleted_at IS NULL;
    CREATE INDEX payment_deleted_number ON payment(number) WHERE deleted_at IS NOT NULL;
    -- What was received of contracts and receivables is summed by these alone.
    CREATE INDEX payment_contract ON payment(contract, deleted_at, received, amount);
    CREATE INDEX payment_receivable ON payment(receivable, deleted_at, received, amount)
      WHERE receivable IS NOT NULL;
    CREATE INDEX payment_received ON payment(received);
    \(externalIDIndex("payment"))
    """
}
