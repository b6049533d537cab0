import Catalogue
import Store
import Tabular
import Values

/// `line list` and `line export`: lines as rows, with what they come to.
package struct LineTable {
  private let owner: LineOwner
  private let session: Session

  package init(of owner: LineOwner, session: Session) {
    self.owner = owner
    self.session = session
  }

  package func feed(of record: Int64) throws -> RowFeed {
    RowFeed(
      columns: try columns(),
      query: """
        SELECT row_number() OVER (ORDER BY l.position, l.id), \(Self.values)
        FROM \(identifier: owner.table) l JOIN product p ON p.id = l.product
        WHERE l.\(identifier: owner.column) = \(record) ORDER BY l.position, l.id
        """)
  }

  /// The lines of all records that the actor sees, each with its record, as `line import` reads them.
  package func feedOfAll() throws -> RowFeed {
    let noun = owner.noun
    let record = PortableName(noun, in: try session.catalogue).reference("r")
    return RowFeed(
      columns: try [Column(noun.name, label: noun.label[session.language])] + columns(),
      query: """
        SELECT \(record),
          row_number() OVER (PARTITION BY r.id ORDER BY l.position, l.id), \(Self.values)
        FROM \(identifier: noun.table) r
        JOIN \(identifier: owner.table) l ON l.\(identifier: owner.column) = r.id
        JOIN product p ON p.id = l.product
        WHERE \(RecordScope.visible(noun, alias: "r", to: try session.actor()))
        ORDER BY r.id, l.position, l.id
        """)
  }

  private static let values: SQL = """
    p.name, p.code, l.quantity, p.unit, l.list_price, l.price, l.discount, l.subtotal, l.note
    """

  private func columns() throws -> [Column] {
    let language = session.language
    let currency = try session.settings().currency
    let money = ColumnKind.money(code: currency.code, digits: currency.minorDigits)
    func column(_ name: String, _ label: Label, _ kind: ColumnKind = .text) -> Column {
      Column(name, label: label[language], kind: kind)
    }
    return [
      column("line", LineLabel.line, .integer), column("product", LineLabel.product),
      column("code", LineLabel.code),
      column("quantity", LineLabel.quantity, .decimal(scale: FixedPoint.quantity.digits)),
      column("unit", LineLabel.unit), column("list_price", LineLabel.listPrice, money),
      column("price", LineLabel.price, money), column("discount", LineLabel.discount, .percent),
      column("subtotal", LineLabel.subtotal, money), column("note", LineLabel.note),
    ]
  }
}

/// What the parts of a line are called.
enum LineLabel {
  static let lines = Label("Lines", "产品明细")
  static let line = Label("Line", "行号")
  static let product = Label("Product", "产品")
  static let code = Label("Code", "产品编码")
  static let quantity = Label("Quantity", "数量")
  static let unit = Label("Unit", "单位")
  static let listPrice = Label("List price", "标准价格")
  static let price = Label("Price", "单价")
  static let discount = Label("Discount %", "折扣%")
  static let subtotal = Label("Subtotal", "小计")
  static let note = Label("Note", "说明")
}
