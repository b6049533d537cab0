import Catalogue
import Store
import Values

/// Writes stored values as `FieldReader` reads them from a file: by names and keys, never by ids.
struct FieldWriter {
  private let db: ReadTransaction
  private let catalogue: Catalogue
  private let currency: Currency

  init(session: Session, db: ReadTransaction) throws {
    self.db = db
    catalogue = try session.catalogue
    currency = try session.settings().currency
  }

  /// The text of a value; nil for none.
  func text(_ scalar: Scalar, of field: Field) throws -> String? {
    switch (scalar, field.type) {
    case (.null, _): nil
    case (.text(let text), _): text
    case (.integer(let value), .bool): value == 0 ? "false" : "true"
    case (.integer(let value), .money): Money.format(value, digits: currency.minorDigits)
    case (.integer(let value), .decimal(let scale)): FixedPoint(digits: scale).format(value)
    case (.integer(let id), .reference(let noun)): try name(of: id, noun: noun)
    case (.integer(let value), _): String(value)
    }
  }

  /// The name by which a reference finds the record.
  func name(of id: Int64, noun name: String) throws -> String {
    guard let noun = catalogue.noun(name) else { throw UserError.bug("unknown noun \(name)") }
    let text: String? = try db.value(
      """
      SELECT \(PortableName(noun, in: catalogue).reference("x"))
      FROM \(identifier: noun.table) x WHERE x.id = \(id)
      """)
    guard let text else { throw UserError.bug("there is no \(noun.reference(id))") }
    return text
  }
}
