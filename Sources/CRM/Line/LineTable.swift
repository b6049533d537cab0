import Catalogue
import Store
import Tabular
import Values

/// `line list`: the lines of a record as rows, with what they come to.
package struct LineTable {
  private let owner: LineOwner
  private let session: Session

  package init(of owner: LineOwner, session: Session) {
    self.owner = owner
    self.session = session
  }

  package func feed(of record: Int64) throws -> RowFeed {
    let language = session.language
    let currency = try session.settings().currency
    let money = ColumnKind.money(code: currency.code, digits: currency.minorDigits)
    func column(_ name: String, _ label: Label, _ kind: ColumnKind = .text) -> Column {
      Column(name, label: label[language], kind: kind)
    }
    return RowFeed(
      columns: [
        column("line", LineLabel.line, .integer), column("product", LineLabel.product),
        column("code", LineLabel.code),
        column("quantity", LineLabel.quantity, .decimal(scale: FixedPoint.quantity.digits)),
        column("unit", LineLabel.unit), column("list_price", LineLabel.listPrice, money),
        column("price", LineLabel.price, money), column("discount", LineLabel.discount, .percent),
        column("subtotal", LineLabel.subtotal, money), column("note", LineLabel.note),
      ],
      query: """
        SELECT row_number() OVER (ORDER BY l.position, l.id), p.name, p.code, l.quantity, p.unit,
          l.list_price, l.price, l.discount, l.subtotal, l.note
        FROM \(identifier: owner.table) l JOIN product p ON p.id = l.product
        WHERE l.\(identifier: owner.column) = \(record) ORDER BY l.position, l.id
        """)
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
