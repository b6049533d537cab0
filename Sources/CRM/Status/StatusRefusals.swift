import Catalogue
import Store
import Values

/// What forbids customers a change of status, judged once for all that are in the same state.
struct StatusRefusals {
  private struct Refusal {
    var error: UserError
    var count: Int
    /// The first of the customers.
    var subject: String
  }

  private var refusals: [Refusal] = []
  private let asked: Int
  private let verb: String

  /// `judge` throws an error whose message says what is with a customer of the state.
  init(
    _ ids: [Int64], in db: ReadTransaction, verb: String, judge: (FollowState?) throws -> Void
  ) throws {
    asked = ids.count
    self.verb = verb
    let states = try FollowStates(in: db)
    for (status, count, first) in try db.rows(
      """
      SELECT status, count(*), min(id) FROM customer WHERE id IN \(ids: ids)
      GROUP BY status ORDER BY min(id)
      """, as: String?.self, Int.self, Int64.self)
    {
      do {
        try judge(status.flatMap { states[$0] })
      } catch let error as UserError where !error.isFailure {
        let name: String = try db.value("SELECT name FROM customer WHERE id = \(first)") ?? ""
        refusals.append(
          Refusal(
            error: error, count: count, subject: "\(Noun.customer.reference(first)) '\(name)'"))
      }
    }
  }

  func throwAny() throws {
    guard let first = refusals.first else { return }
    let count = refusals.reduce(0) { $0 + $1.count }
    guard count > 1 else {
      var error = first.error
      error.message = "\(first.subject) \(error.message)"
      throw error
    }
    let reasons = refusals.map { refusal in
      let others = refusal.count > 1 ? " and \(refusal.count - 1) more like it" : ""
      return "\(refusal.subject) \(refusal.error.message)\(others)"
    }
    throw UserError(
      first.error.exit, "\(count) of \(asked) customers cannot \(verb); none did",
      code: first.error.code, hints: reasons + first.error.hints)
  }
}
