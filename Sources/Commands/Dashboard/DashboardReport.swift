import CRM
import CommandLineKit
import Values

/// One line of a dashboard, understood as the command that it is.
struct DashboardReport {
  let line: String
  private let globals: GlobalOptions
  private let payload: Payload

  init(_ line: String, adding more: [String] = []) throws {
    self.line = line
    try DashboardLines.checkReport(of: line)
    let words = try DashboardLines.words(of: line)
    let report = words.first.flatMap { name in Report.all.first { $0.name == name } }
    // A period of the whole is for the reports that have one, and that do not say their own.
    let isOpen =
      report?.options.contains(.period) == true
      && !words.contains { $0.hasPrefix("--period") || $0 == "--from" || $0 == "--to" }
    let all = ["report"] + words + (isOpen ? more : [])
    do {
      guard
        case .run(let globals, let payload) =
          try CommandRegistry.tree.parse(all.map { ArgumentText($0) })
      else { throw UserError(.usage, "'\(line)' prints help", code: "E_DASHBOARD") }
      (self.globals, self.payload) = (globals, payload)
    } catch var error as UserError {
      error.message = "report '\(line)': \(error.message)"
      throw error
    }
  }

  /// The rows of the report, in the session of the dashboard, whose tables and pages are for people.
  func feed(in context: CommandContext) throws -> RowFeed {
    do {
      let own = CommandContext(
        session: context.session, globals: globals, environment: context.environment,
        isForPeople: true)
      guard case .rows(let feed) = try payload(own) else {
        throw UserError(
          .usage, "it writes no rows", code: "E_DASHBOARD")
      }
      return feed
    } catch var error as UserError {
      error.message = "report '\(line)': \(error.message)"
      throw error
    }
  }
}
