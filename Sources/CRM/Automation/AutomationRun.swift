import Catalogue
import Store
import Values

/// `crm rule run automation`: rules with a schedule look at all records.
///
/// How often a rule acts on one record is what its `once` says, so that running it again, or every
/// hour, does nothing twice.
package struct AutomationRun {
  /// What a rule did.
  package struct Result: Sendable {
    package var rule: String
    package var records: Int
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Runs all rules with a schedule, or those of these names.
  package func run(_ names: [String]) throws -> Written<[Result]> {
    try session.write { db in
      let resolver = try ReferenceResolver(.rule, session: session, in: db)
      let ids = try names.map { try resolver.id(for: $0) }
      let chosen: SQL = ids.isEmpty ? "1" : "id IN \(ids: ids)"
      let book = try RuleBook(
        where: "kind = \(RuleKind.automation.name) AND active = 1 AND \(chosen)", asOf: nil,
        session: session, in: db
      ) { throw $0 }
      let pass = try AutomationPass(book, session: session, in: db)
      let results = try pass.runSchedule()
      if results.count < ids.count {
        let idle = book.rules.map(\.name).filter { name in
          !results.contains { $0.rule.active.name == name }
        }
        throw UserError(
          .usage, "\(idle.first.map { "the rule '\($0)'" } ?? "one of the rules") has no schedule",
          hints: ["only active rules with --on schedule are run"])
      }
      try pass.conclude()
      return results.map { Result(rule: $0.rule.active.name, records: $0.records) }
    }
  }
}
