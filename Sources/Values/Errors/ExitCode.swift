/// The exit codes of `crm`, each with one meaning everywhere.
///
/// The man page `crm-exit-codes(7)` is generated from this enum.
package enum ExitCode: Int32, CaseIterable, Sendable {
  case done = 0
  case no = 1
  case usage = 2
  case notFound = 3
  case ambiguous = 4
  case conflict = 5
  case limit = 6
  case partial = 7
  case denied = 8
  case duplicate = 9
  case badData = 65
  case noInput = 66
  case bug = 70
  case inputOutput = 74
  case busy = 75
  case configuration = 78
  case interrupted = 130
  case closedPipe = 141
  case terminated = 143

  /// What the code means, as one line of documentation.
  package var meaning: String {
    switch self {
    case .done: "done (also: an empty list, a dry run)"
    case .no: "no: a check answered no, a rule refused, or --exit-status and no rows or changes"
    case .usage: "usage: unknown command, option or field; an irreversible command without -y"
    case .notFound: "not found, or not visible"
    case .ambiguous: "ambiguous reference; the candidates are on standard error"
    case .conflict: "conflict: already claimed, changed since, undo conflict"
    case .limit: "limit reached: pool quota or cap"
    case .partial: "partial: some rows were rejected"
    case .denied: "permission denied"
    case .duplicate: "duplicate"
    case .badData: "bad input data"
    case .noInput: "no such input file"
    case .bug: "a bug in crm"
    case .inputOutput: "input/output error: full disk, unwritable file"
    case .busy: "busy: another process is writing; try again"
    case .configuration: "bad configuration, or a store newer than this program"
    case .interrupted: "interrupted (SIGINT)"
    case .closedPipe: "the reader of the output went away (SIGPIPE)"
    case .terminated: "terminated (SIGTERM)"
    }
  }
}
