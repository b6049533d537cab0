extension Schema001 {
  /// What `crm search` looks through; all of it can be made again from the records.
  static let search = """
    -- The words of records, many records to a row, so that all of them are read at the speed of
    -- memory. Each line is an id and the normalised texts of the record, with tabs between. A
    -- record that was changed has a line in a later row; the earlier one is ignored.
    CREATE TABLE search_block (
      id            INTEGER PRIMARY KEY,
      noun          TEXT NOT NULL,
      first         INTEGER NOT NULL,          -- the smallest id
      text          TEXT NOT NULL
    ) STRICT;
    -- How far the blocks follow the journal: what it tells of later is looked up in the records.
    CREATE TABLE search_state (
      id            INTEGER PRIMARY KEY CHECK (id = 1),
      operation     INTEGER NOT NULL,          -- the last operation whose new records they have
      change        INTEGER NOT NULL,          -- the last row of "change" that they have
      lines         INTEGER NOT NULL,          -- in all blocks
      records       INTEGER NOT NULL           -- about how many records they are of
    ) STRICT;
    """
}
