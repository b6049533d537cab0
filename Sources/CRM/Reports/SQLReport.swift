import Store
import Tabular
import Values

/// `report run`: a user's own query, read only, through the renderers of reports.
package struct SQLReport {
  private let session: Session
  private let query: UserQuery
  /// The file's name, for messages.
  private let name: String

  /// Files larger than this hold no query.
  package static let largestSize = 1 << 20

  package init(_ bytes: [UInt8], name: String, session: Session) throws {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw UserError(
        .badData, "the query is not UTF-8 text", code: "E_SQL", location: .init(file: name))
    }
    let actor = try session.actor()
    // SQL knows nothing of what single users may see.
    guard actor.isAdmin || actor.sight == .all else {
      throw UserError(
        .denied, "'\(actor.login)' does not see everything, and a query would",
        hints: ["the other reports show what you may see: crm report list"])
    }
    self.session = session
    self.name = name
    query = UserQuery(
      text,
      parameters: [
        "today": try session.today().scalar, "now": session.now.scalar,
        "me": .text(actor.login),
      ])
  }

  /// The rows, at most so many; their columns are named as the query names them.
  ///
  /// Which columns are of numbers the first rows tell.
  package func feed(limit: Int?) throws -> RowFeed {
    let most = limit ?? .max
    let names = try located { try session.read { try $0.columns(of: query) } }
    let head = try located {
      try session.read {
        try QueryHead(query, columns: names.count, limit: most, in: $0)
      }
    }
    let columns = Self.unique(names).enumerated().map { place, name in
      Column(name, kind: head.kind(of: place))
    }
    var feed = RowFeed(columns: columns) { db, sink in
      guard !head.isWhole else { return try head.send(to: &sink) }
      var left = most
      try located {
        try db.stream(query) { row in
          try sink.send(row, columns: names.count)
          left -= 1
          return left > 0
        }
      }
    }
    feed.title = name
    return feed
  }

  /// Names that JSON can have in one object: `count`, `count_2`.
  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.map { name in
      var unique = name
      var number = 2
      while !seen.insert(unique).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return unique
    }
  }

  private func located<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch var error as UserError where error.code == "E_SQL" {
      error.location = .init(
        file: name, line: error.location?.line, column: error.location?.column)
      throw error
    }
  }
}
