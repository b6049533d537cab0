import Store
import Values

/// Users who left: they get nothing new, though history may name them.
final class InactiveUsers {
  private let logins: [Int64: String]
  private let isHistoric: Bool

  init(_ context: CreationContext) throws {
    isHistoric = context.source.isHistoric
    var logins: [Int64: String] = [:]
    for (id, login) in try context.db.rows(
      "SELECT id, login FROM \"user\" WHERE active = 0", as: Int64.self, String.self)
    {
      logins[id] = login
    }
    self.logins = logins
  }

  /// Refuses a record whose owner is one of them.
  func check(_ owner: Int64?) throws {
    guard !isHistoric, let owner, let login = logins[owner] else { return }
    throw Self.refusal(login)
  }

  /// What is said to whoever gives something to a user who left.
  static func refusal(_ login: String) -> UserError {
    UserError(
      .no, "the user '\(login)' is not active", code: "E_INACTIVE",
      hints: ["'crm user edit \(login) --active yes' enables the user"])
  }
}
