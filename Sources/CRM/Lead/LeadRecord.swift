import Catalogue
import Store
import Values

/// A lead as it stands, for what is made from it.
struct LeadRecord {
  let id: Int64
  let noun: Noun
  private let values: [String: Scalar]
  private let links: [String: [Int64]]

  init(_ id: Int64, session: Session, in db: ReadTransaction) throws {
    self.id = id
    noun = try session.noun(.lead)
    let stored = noun.fields.filter { !$0.isLink }
    var values: [String: Scalar] = [:]
    try db.stream("SELECT \(identifiers: stored.map(\.column)) FROM lead WHERE id = \(id)") { row in
      for (index, field) in stored.enumerated() { values[field.name] = row.scalar(index) }
      return false
    }
    self.values = values
    var links: [String: [Int64]] = [:]
    for case let field in noun.fields {
      guard case .references(_, let link) = field.type else { continue }
      links[field.name] = try db.values(
        """
        SELECT \(identifier: link.target) FROM \(identifier: link.table)
        WHERE \(identifier: link.owner) = \(id) ORDER BY id
        """)
    }
    self.links = links
  }

  subscript(name: String) -> Scalar { values[name] ?? .null }

  func text(_ name: String) -> String? {
    if case .text(let text) = self[name] { text } else { nil }
  }

  func integer(_ name: String) -> Int64? {
    if case .integer(let value) = self[name] { value } else { nil }
  }

  func targets(of name: String) -> [Int64] { links[name] ?? [] }

  var reference: String { Noun.lead.reference(id) }
  var name: String { text("name") ?? "" }
  var status: LeadStatus? { text("status").flatMap(LeadStatus.init) }

  /// All its numbers, the person's own first.
  var numbers: String? {
    let numbers = [text("mobile"), text("phone")].compactMap { $0 }
    return numbers.isEmpty ? nil : numbers.joined(separator: " / ")
  }
}
