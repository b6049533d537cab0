import Catalogue
import Store
import Values

/// How the pass of a report over many records is divided into parts that threads read side by side.
///
/// All rows about an id are in the part of the id: so figures of parts are added up, also numbers of different ids, and
/// numbers of days.
struct ReportDivision: Sendable {
  /// Whose ids they are.
  let noun: Noun
  /// The column with the id.
  let id: SQL

  /// What the body makes of every part, side by side where there are several.
  func inParts<Value: Sendable>(
    _ parameters: ReportParameters, _ session: Session,
    _ body: @escaping @Sendable (ReportPart, Session) throws -> Value
  ) throws -> [Value] {
    try Self.read(parts(parameters, session), session, body)
  }

  /// The same of parts that are known.
  static func read<Value: Sendable>(
    _ parts: [ReportPart], _ session: Session,
    _ body: @escaping @Sendable (ReportPart, Session) throws -> Value
  ) throws -> [Value] {
    guard parts.count > 1 else { return [try body(.all, session)] }
    return try session.readSideBySide(parts.count) { place, session in
      try body(parts[place], session)
    }
  }

  /// Two parts for every thread, because they are not equally long; one where there are few records or where nobody
  /// can help.
  func parts(_ parameters: ReportParameters, _ session: Session) throws -> [ReportPart] {
    guard session.mayDivideWork else { return [.all] }
    let ends = try session.read { db in
      try db.row(
        """
        SELECT (SELECT min(id) FROM \(identifier: noun.table)),
          (SELECT max(id) FROM \(identifier: noun.table))
        """, as: Int64?.self, Int64?.self)
    }
    guard let first = ends?.0, let last = ends?.1 else { return [.all] }
    let count = min(Int64(2 * SideBySide.mostThreads), (last - first) / parameters.fewestInPart)
    guard count > 1 else { return [.all] }
    let size = (last - first) / count + 1
    return (0..<count).map { place in
      ReportPart(ids: (first + place * size)...(first + (place + 1) * size - 1))
    }
  }
}

/// A part of the records that a report is about.
struct ReportPart: Sendable {
  /// All of them.
  static let all = ReportPart(ids: nil)

  let ids: ClosedRange<Int64>?

  /// The condition that the id in the column is in it.
  func contains(_ id: SQL) -> SQL {
    ids.map { "\(id) BETWEEN \($0.lowerBound) AND \($0.upperBound)" } ?? "1"
  }
}
