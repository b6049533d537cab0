import Catalogue
import Store
import Values

/// What follows from saving: the rules that the changes of an operation set off, in its transaction.
///
/// Rules may change records, which sets off rules again, a few times over. What must not be is
/// looked at last, when everything else has settled.
struct SaveEffects {
  /// How many times over rules may set off rules.
  static let mostRounds = 5

  private let session: Session
  private let db: WriteTransaction

  init(session: Session, in db: WriteTransaction) {
    self.session = session
    self.db = db
  }

  /// Taking back an operation brings back what was; no rule acts on it, but all must still make
  /// sense.
  ///
  /// Who has decided about everything already hands that pass over.
  func run(after pass: ClassificationPass? = nil) throws {
    guard try !RuleBook.isEmpty(in: db) else { return }
    let book = try RuleBook(concernedOnly: true, session: session, in: db)
    guard db.request.undoes == nil else { return }
    let automation = try AutomationPass(book, session: session, in: db)
    try settle(pass ?? ClassificationPass(book, session: session, in: db), automation)
    try automation.conclude()
    try ValidationPass(book, session: session, in: db)
      .run(OperationSpan(since: db.beginning, in: db))
  }

  private func settle(_ classification: ClassificationPass, _ automation: AutomationPass) throws {
    guard !classification.isEmpty || !automation.isEmpty else { return }
    var start = db.beginning
    var previous = start
    var round = 0
    repeat {
      guard round <= Self.mostRounds else { throw try loop(since: previous, automation) }
      let span = OperationSpan(since: start, in: db)
      previous = start
      start = db.moment()
      try classification.run(span)
      try automation.run(span)
      round += 1
    } while db.hasProgressed(since: start)
  }

  /// The rules that changed something in the last two rounds set each other off.
  private func loop(
    since start: OperationMoment, _ automation: AutomationPass
  ) throws -> UserError {
    let causes = Set(try db.causes(since: start)).union(automation.actors).sorted()
    return UserError(
      .no, "rules set each other off without end: \(causes.joined(separator: ", "))",
      code: "E_RULE_LOOP",
      hints: ["change their conditions so that they come to rest, or make one inactive"])
  }
}
