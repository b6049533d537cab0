import Catalogue
import Store
import Tabular
import Values

/// `product show`: the record, and on whose lines it stands.
package struct ProductDocument {
  private let session: Session
  private let db: ReadTransaction

  package init(session: Session, db: ReadTransaction) {
    self.session = session
    self.db = db
  }

  package func document(of id: Int64) throws -> Document {
    let record = try RecordDocument(.product, session: session, db: db).document(of: id)
    guard case .object(let entries) = record else { return record }
    let uses = try LineOwner.all.map { try use(of: id, by: $0) }
    return .object(
      entries + [
        .init("used", label: Label("Used by", "使用情况")[session.language], .list(uses))
      ])
  }

  /// How many records have it on their lines, how much of it, and for how much.
  private func use(of id: Int64, by owner: LineOwner) throws -> Document {
    let language = session.language
    let visible = RecordScope.visible(owner.noun, alias: "r", to: try session.actor())
    let lines: SQL = """
      FROM \(identifier: owner.table) l
      JOIN \(identifier: owner.noun.table) r ON r.id = l.\(identifier: owner.column)
      WHERE l.product = \(id) AND (\(visible))
      """
    let records: Int64 = try db.value("SELECT count(DISTINCT r.id) \(lines)") ?? 0
    // Added up here, since a sum may be larger than SQL can hold.
    var quantity = Int128(0)
    var amount = Int128(0)
    var latest: String?
    try db.stream("SELECT l.quantity, ifnull(l.subtotal, 0), r.created_at \(lines)") { row in
      quantity += Int128(row.integer(0))
      amount += Int128(row.integer(1))
      let at = try row.value(2, as: String.self)
      latest = max(latest ?? at, at)
      return true
    }
    let digits = try session.settings().currency.minorDigits
    return .object([
      .init("in", label: Label("In", "位置")[language], .text(owner.noun.plural)),
      .init("records", label: Label("Records", "记录数")[language], .integer(records)),
      .init(
        "quantity", label: Label("Quantity", "数量")[language],
        Int64(exactly: quantity).map { .decimal(FixedPoint.quantity.format($0)) } ?? .null),
      .init(
        "amount", label: Label("Amount", "金额")[language],
        Int64(exactly: amount).map { .decimal(Money.format($0, digits: digits)) } ?? .null),
      .init(
        "latest", label: Label("Latest", "最近")[language], latest.map { .instant($0) } ?? .null),
    ])
  }
}
