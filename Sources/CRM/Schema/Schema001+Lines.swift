extension Schema001 {
  /// The product lines of opportunities.
  static let lines = lineTable("opportunity")

  /// The lines of the records of a table: products at the price of their day.
  ///
  /// They belong to their record and are changed with it, so they have no history of their own beyond
  /// the journal.
  static func lineTable(_ owner: String) -> String {
    """
    CREATE TABLE \(owner)_line (
      id            INTEGER PRIMARY KEY,
      \(owner) INTEGER NOT NULL REFERENCES \(owner)(id),
      product       INTEGER NOT NULL REFERENCES product(id),
      quantity      INTEGER NOT NULL           -- thousandths
        CHECK (quantity BETWEEN 1 AND 900000000000000),
      list_price    INTEGER CHECK (list_price >= 0), -- of the day, in minor units
      price         INTEGER CHECK (price >= 0), -- minor units for one; NULL: not known yet
      discount      INTEGER NOT NULL DEFAULT 0 -- hundredths of a percent
        CHECK (discount BETWEEN 0 AND 10000),
      position      INTEGER NOT NULL,          -- the order, with the id; gaps are fine
      note          TEXT,
      -- quantity × price × (1 − discount), rounded half up; the parts keep it within 64 bits
      subtotal      INTEGER GENERATED ALWAYS AS (
        \(LineArithmetic.subtotal)
      ) VIRTUAL
    ) STRICT;
    CREATE INDEX \(owner)_line_\(owner) ON \(owner)_line(\(owner));
    CREATE INDEX \(owner)_line_product ON \(owner)_line(product);
    CREATE VIEW v_\(owner)_line AS
    SELECT l.id, l.\(owner) AS \(owner)_id, l.position, l.product AS product_id, p.code,
      p.name AS product, l.quantity, p.unit, l.list_price, l.price, l.discount, l.subtotal, l.note
    FROM \(owner)_line l
    JOIN \(owner) o ON o.id = l.\(owner)
    JOIN product p ON p.id = l.product
    WHERE o.deleted_at IS NULL;
    """
  }
}
