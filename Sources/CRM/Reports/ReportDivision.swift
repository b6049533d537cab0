import Catalogue
import Store
import Values

/// How the pass of a report over many records is divided into parts that threads read side by side.
///
/// Each part has a range of the ids of one branch, and all rows about an id are in its part: so figures of parts are
/// added up, also numbers of different ids, and numbers of days.
struct ReportDivision: Sendable {
  let branches: [ReportBranch]

  /// By the ids of the noun, in this column.
  init(noun: Noun, id: SQL) { branches = [ReportBranch(noun, id: id)] }

  init(branches: [ReportBranch]) { self.branches = branches }

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

  /// About two parts for every thread, because they are not equally long; one where there are few records or where
  /// nobody can help.
  func parts(_ parameters: ReportParameters, _ session: Session) throws -> [ReportPart] {
    guard session.mayDivideWork else { return [.all] }
    let ids = try session.read { db in
      try branches.map { try ClosedRange(idsOf: $0.noun.table, in: db) }
    }
    let total = ids.reduce(0) { $0 + ($1?.size ?? 0) }
    let count = min(Int64(2 * SideBySide.mostThreads), total / parameters.fewestInPart)
    guard count > 1 else { return [.all] }
    let most = (total - 1) / count + 1
    return zip(branches, ids).flatMap { branch, ids in branch.parts(of: ids, most: most) }
  }
}
