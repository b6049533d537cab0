import Catalogue
import Store
import Tabular
import Values

/// `crm explain RECORD --where EXPR`: which parts of a condition hold for one record.
///
/// Each part is asked of the database as the whole is; nothing else evaluates conditions.
package struct ConditionExplanation {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The parts from the outermost to the innermost, and whether the condition as a whole holds.
  package func feed(
    of reference: String, where text: String
  ) throws -> (feed: RowFeed, holds: Bool) {
    let parts = try session.read { db in
      let (noun, id) = try AnyRecord.find(reference, session: session, in: db)
      let reader = try FieldReader(.option, session: session, db: db)
      let compiler = try ConditionCompiler(
        text, for: noun, sight: try session.actor().sight, session: session, reader: reader)
      return try compiler.parts().map { part in
        let row = try db.row(
          """
          SELECT \(part.sql), \(part.value ?? "NULL") FROM \(identifier: noun.table) r
          WHERE r.id = \(id)
          """, as: Bool.self, Scalar.self)
        guard let row else { throw UserError.bug("\(noun.reference(id)) is gone") }
        return (part, holds: row.0, value: row.1)
      }
    }
    let chinese = session.language == .chinese
    let columns = [
      Column("depth", label: chinese ? "层" : "Depth", kind: .integer),
      Column("part", label: chinese ? "条件" : "Part", kind: .text),
      Column("holds", label: chinese ? "成立" : "Holds", kind: .bool),
      Column("value", label: chinese ? "值" : "Value", kind: .text),
    ]
    let isForPeople = session.invocation.isForPeople
    let feed = RowFeed(columns: columns) { _, sink in
      for (part, holds, value) in parts {
        let indent = isForPeople ? String(repeating: "  ", count: part.depth) : ""
        sink.row.append(integer: Int64(part.depth))
        sink.row.append(text: indent + part.text)
        sink.row.append(integer: holds ? 1 : 0)
        switch value {
        case .null: sink.row.appendNull()
        case .integer(let integer): sink.row.append(text: String(integer))
        case .text(let text): sink.row.append(text: text)
        }
        try sink.send()
      }
    }
    return (feed, parts.first?.holds ?? false)
  }
}
