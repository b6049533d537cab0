import Catalogue
import Store
import Tabular
import Values

/// The list of operations, newest first, and single ones with what they changed.
package struct OperationLog {
  package var actor: String?
  package var limit: Int?
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func feed() throws -> RowFeed {
    let chinese = session.language == .chinese
    let columns = [
      Column("id", label: "ID", kind: .integer),
      Column("at", label: chinese ? "时间" : "At", kind: .instant),
      Column("actor", label: chinese ? "操作人" : "Actor", kind: .text),
      Column("command", label: chinese ? "命令" : "Command", kind: .text),
      Column("created", label: chinese ? "新增" : "Created", kind: .integer),
      Column("changed", label: chinese ? "修改" : "Changed", kind: .integer),
      Column("removed", label: chinese ? "移除" : "Removed", kind: .integer),
      Column("undone_by", label: chinese ? "撤销于" : "Undone by", kind: .integer),
      Column("message", label: chinese ? "说明" : "Message", kind: .text),
    ]
    var condition: SQL = "1"
    if let actor {
      let user = try session.read { db in
        try ReferenceResolver(.user, session: session, in: db).id(for: actor, field: "actor")
      }
      condition = "o.actor = \(user)"
    }
    var query: SQL = """
      SELECT o.id, o.at, u.login, \(Self.commandLine), o.created, o.changed, o.removed,
        o.undone_by, o.message
      FROM operation o LEFT JOIN "user" u ON u.id = o.actor
      WHERE \(condition) ORDER BY o.id DESC
      """
    if let limit { query += " LIMIT \(limit)" }
    return RowFeed(columns: columns, query: query)
  }

  /// The argument vector as one line, words with spaces in quotes.
  static let commandLine: SQL = """
    (SELECT group_concat(iif(instr(value, ' ') OR value = '', '''' || value || '''', value), ' ')
     FROM json_each(o.command))
    """

  /// One operation: who, when, how, and a sample of what it did to which records.
  package func document(of id: Int64) throws -> Document {
    try session.read { db in
      guard
        let row = try db.row(
          """
          SELECT o.at, u.login, i.login, o.os_account, \(Self.commandLine), o.message, o.undoes,
            o.undone_by FROM operation o
          LEFT JOIN "user" u ON u.id = o.actor LEFT JOIN "user" i ON i.id = o.impersonator
          WHERE o.id = \(id)
          """, as: String.self, String?.self, String?.self, String.self, String.self, String?.self,
          Int64?.self, Int64?.self)
      else {
        throw UserError(
          .notFound, "no operation '\(id)'", hints: ["'crm op log' lists the operations"])
      }
      func text(_ value: String?) -> Document { value.map { .text($0) } ?? .null }
      func number(_ value: Int64?) -> Document { value.map { .integer($0) } ?? .null }
      return .object([
        .init("operation", label: "Operation", .integer(id)),
        .init("at", label: "At", .instant(row.0)),
        .init("actor", label: "Actor", text(row.1)),
        .init("impersonator", label: "On behalf, by", text(row.2)),
        .init("os_account", label: "OS account", .text(row.3)),
        .init("command", label: "Command", .text(row.4)),
        .init("message", label: "Message", text(row.5)),
        .init("undoes", label: "Undoes", number(row.6)),
        .init("undone_by", label: "Undone by", number(row.7)),
        .init("created", label: "Created", .list(try created(by: id, in: db))),
        .init("changes", label: "Changes", .list(try changes(by: id, in: db))),
        .init("removed", label: "Removed", .list(try removed(by: id, in: db))),
      ])
    }
  }

  /// Ranges of new records: `customer/1..customer/500`.
  private func created(by id: Int64, in db: ReadTransaction) throws -> [Document] {
    try db.rows(
      "SELECT \"table\", first, last FROM creation WHERE operation = \(id) ORDER BY 1, 2",
      as: String.self, Int64.self, Int64.self
    ).map { table, first, last in
      .text(first == last ? "\(table)/\(first)" : "\(table)/\(first)..\(table)/\(last)")
    }
  }

  private func changes(by id: Int64, in db: ReadTransaction) throws -> [Document] {
    try db.rows(
      """
      SELECT c."table" || '/' || c.record, \(CustomFields.name(ofColumn: "c.field")), c.before,
        c.after, c.cause
      FROM field_change c JOIN operation o ON o.id = \(id)
      WHERE c.id >= o.first_change AND c.id < o.last_change AND c.field <> 'updated_at'
      ORDER BY c.id, c.place LIMIT \(Self.shownChanges)
      """, as: String.self, String.self, Scalar.self, Scalar.self, String?.self
    ).filter { record, _, _, _, _ in try isSeen(record, in: db) }.map {
      record, field, before, after, cause in
      .object([
        .init("record", label: "Record", .text(record)),
        .init("field", label: "Field", .text(field)),
        .init("before", label: "Before", Document(before)),
        .init("after", label: "After", Document(after)),
        .init("cause", label: "Cause", cause.map { .text($0) } ?? .null),
      ])
    }
  }

  /// Whether the actor sees the record of a change, or it is of no noun.
  private func isSeen(_ record: String, in db: ReadTransaction) throws -> Bool {
    let parts = record.split(separator: "/")
    guard let noun = try session.catalogue.nouns.first(where: { $0.table == parts[0] }) else {
      return true
    }
    // What is gone tells nobody's secrets any more.
    return try !db.exists(
      """
      SELECT 1 FROM \(identifier: noun.table) r WHERE r.id = \(Int64(parts[1]))
        AND NOT \(RecordScope.sees(noun, alias: "r", session.actor()))
      """)
  }

  private func removed(by id: Int64, in db: ReadTransaction) throws -> [Document] {
    try db.rows(
      """
      SELECT "table", count(*), min(record), max(record) FROM removal
      WHERE operation = \(id) GROUP BY "table" ORDER BY 1
      """, as: String.self, Int64.self, Int64.self, Int64.self
    ).map { table, count, first, last in
      .text(count == 1 ? "\(table)/\(first)" : "\(count) of \(table)/\(first)..\(table)/\(last)")
    }
  }

  /// How many changes `op show` prints; `crm log RECORD` has all of one record.
  package static let shownChanges: Int64 = 200
}

extension Document {
  /// A stored value without a type of its own.
  init(_ scalar: Scalar) {
    switch scalar {
    case .null: self = .null
    case .integer(let value): self = .integer(value)
    case .text(let value): self = .text(value)
    }
  }
}
