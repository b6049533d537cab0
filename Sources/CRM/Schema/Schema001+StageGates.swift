extension Schema001 {
  /// What opportunities have to fulfil in a stage, what is fulfilled, and the versions of pipelines; and
  /// who has which part in the buying.
  static let stageGates = """
    -- What is to be done in a stage.
    CREATE TABLE checklist_item (
      id            INTEGER PRIMARY KEY,
      stage         INTEGER NOT NULL REFERENCES stage(id),
      name          TEXT NOT NULL CHECK (name <> ''),
      required      INTEGER NOT NULL DEFAULT 1 CHECK (required IN (0, 1)),
      position      INTEGER NOT NULL,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX checklist_item_name ON checklist_item(stage, name) WHERE deleted_at IS NULL;
    \(externalIDIndex("checklist_item"))

    -- The items that are done.
    CREATE TABLE stage_check (
      id            INTEGER PRIMARY KEY,
      opportunity   INTEGER NOT NULL REFERENCES opportunity(id),
      item          INTEGER NOT NULL REFERENCES checklist_item(id),
      at            TEXT NOT NULL,
      "by"          INTEGER NOT NULL REFERENCES "user"(id)
    ) STRICT;
    CREATE UNIQUE INDEX stage_check_item ON stage_check(opportunity, item);

    -- What the stages of a pipeline were, from an instant on.
    CREATE TABLE pipeline_version (
      id            INTEGER PRIMARY KEY,
      pipeline      INTEGER NOT NULL REFERENCES pipeline(id),
      version       INTEGER NOT NULL CHECK (version > 0),
      at            TEXT NOT NULL,
      "by"          INTEGER REFERENCES "user"(id),
      stages        TEXT NOT NULL              -- a JSON array, in order
    ) STRICT;
    CREATE UNIQUE INDEX pipeline_version_number ON pipeline_version(pipeline, version);

    -- The people behind an opportunity.
    CREATE TABLE contact_role (
      id            INTEGER PRIMARY KEY,
      opportunity   INTEGER NOT NULL REFERENCES opportunity(id),
      contact       INTEGER NOT NULL REFERENCES contact(id),
      role          TEXT NOT NULL,             -- a key of opportunity.contact_role
      remark        TEXT,
      \(recordColumns)
    ) STRICT;
    CREATE UNIQUE INDEX contact_role_contact ON contact_role(opportunity, contact)
      WHERE deleted_at IS NULL;
    CREATE INDEX contact_role_of ON contact_role(contact);
    \(externalIDIndex("contact_role"))
    """
}
