import Catalogue
import Store
import Tabular
import Values

/// The column `lines` of files: a JSON array of objects, as an export writes it.
struct LineFileColumn {
  static let name = "lines"

  static let field = Field(
    name, .longText, LineLabel.lines.english, LineLabel.lines.chinese,
    "The product lines, a JSON array of objects with product, quantity, list_price, price, "
      + "discount and note")

  let owner: LineOwner
  private let form: FileRecords

  init(_ owner: LineOwner) {
    self.owner = owner
    form = FileRecords(
      Self.name, of: owner.noun.name,
      keys: ["product", "quantity", "list_price", "price", "discount", "note"])
  }

  /// The lines that a cell holds, with the prices that it gives and no others.
  func read(_ text: String, in context: CreationContext) throws -> [Line] {
    let products = try context.reader.resolver(for: Noun.product.name)
    let money = { (text: String?) in
      try text.map { try Money.parse($0, currency: context.settings.currency) }
    }
    return try form.read(text, in: context.db).map { record in
      guard let product = record["product"] else { throw form.fault("lacks a product") }
      var line: Line
      do {
        line = Line(product: try products.id(for: product, field: Noun.product.name))
      } catch var error as UserError where error.exit == .notFound {
        // What is unknown here is a part of the cell, and not the whole cell.
        error.exit = .usage
        throw error
      }
      line.takesListPrice = false
      line.quantity = try record["quantity"].map { try FixedPoint.quantity.parse($0) } ?? 1000
      line.listPrice = try money(record["list_price"])
      line.price = try money(record["price"])
      line.discount = try record["discount"].map { try FixedPoint.percent.parse($0) } ?? 0
      line.note = record["note"]
      guard line.quantity > 0 else {
        throw form.fault("has a quantity that is not above zero")
      }
      try line.check()
      return line
    }
  }

  /// The column of an export.
  static func exported(
    of owner: LineOwner, currency: Currency, in language: Language
  ) -> RecordColumn {
    let money = { (amount: SQL) in DecimalSQL.text(amount, digits: currency.minorDigits) }
    let quantity = DecimalSQL.text("l.quantity", digits: FixedPoint.quantity.digits)
    let discount = DecimalSQL.text("l.discount", digits: FixedPoint.percent.digits)
    return RecordColumn(
      column: Column(name, label: field.label[language], kind: .records),
      expression: """
        (SELECT json_group_array(json_object('product', p.name, 'quantity', \(quantity),
            'list_price', \(money("l.list_price")), 'price', \(money("l.price")),
            'discount', \(discount), 'note', l.note))
          FROM (SELECT * FROM \(identifier: owner.table)
            WHERE \(identifier: owner.column) = r.id ORDER BY position, id) l
          JOIN product p ON p.id = l.product HAVING count(*) > 0)
        """)
  }
}

/// Scaled integers as decimal text, in SQL.
enum DecimalSQL {
  /// NULL stays NULL.
  static func text(_ value: SQL, digits: Int) -> SQL {
    guard digits > 0 else { return "CAST(\(value) AS TEXT)" }
    let scale = SQL(text: "1" + String(repeating: "0", count: digits))
    let form = SQL(text: "'%s%d.%0\(digits)d'")
    return """
      CASE WHEN \(value) IS NOT NULL THEN printf(\(form),
        iif(\(value) < 0, '-', ''), abs(\(value)) / \(scale), abs(\(value)) % \(scale)) END
      """
  }
}
