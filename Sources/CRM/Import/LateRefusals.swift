import Catalogue
import Values

/// What turns out to be wrong only when all records of an operation are there.
///
/// A file is told by its rows, and leaves them out where it skips what is wrong (`RefusedRows`); any
/// other operation is refused by the first record.
struct LateRefusals {
  /// How many rows of a file are told.
  static let mostTold = 20

  private let origins: ImportOrigins?
  private var refused = RefusedRows()
  private var findings: [UserError] = []

  init(_ session: Session) {
    origins = session.origins
  }

  /// Whether records are told by the rows of a file that made or changed them.
  var tellsRows: Bool { origins != nil }

  /// Whether the rows of the file are left out, so that all of them have to be known.
  var leavesOut: Bool { origins?.leavesRefusedOut ?? false }

  /// Refuses a record, for a reason that others may share; `error` tells of this one.
  mutating func add(
    _ record: Int64, of noun: Noun, for reason: UserError,
    saying error: @autoclosure () throws -> UserError
  ) throws {
    guard let location = try origins?.location(noun, record) else { throw try error() }
    if leavesOut, let line = location.line {
      refused.add(line: line, for: reason)
    } else if findings.count < Self.mostTold {
      var finding = try error()
      finding.location = location
      findings.append(finding)
    }
  }

  /// Ends the operation when anything was refused; the conclusion says so of a whole file.
  func conclude(_ message: String, code: String?, hints: [String] = []) throws {
    guard refused.isEmpty else { throw refused }
    guard !findings.isEmpty else { return }
    let sorted = findings.sorted { ($0.location?.line ?? 0) < ($1.location?.line ?? 0) }
    throw UserErrors(
      sorted,
      conclusion: UserError(
        .badData, "\(message); nothing was imported", code: code, hints: hints))
  }
}
