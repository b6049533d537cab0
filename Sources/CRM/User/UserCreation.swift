import Catalogue
import Store
import Values

/// New users: a login made from the name, and the role `sales` unless another is given.
final class UserCreation: CreationRules {
  private let context: CreationContext
  private let login: Int
  private let name: Int
  private let active: Int
  private var newLogins: Set<String> = []

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.user)
    login = try draft.number(of: "login")
    name = try draft.number(of: "name")
    active = try draft.number(of: "active")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    draft.fill(active, with: .integer(1))
    if !draft.hasValue(login), let name = draft.string(name) {
      draft.set(login, text: try unusedLogin(for: name))
    }
    if let given = draft.string(login) {
      guard !given.contains("/"), given.allSatisfy({ !$0.isWhitespace }), Int64(given) == nil else {
        throw UserError(
          .usage, "the login '\(given)' is not valid", code: "E_LOGIN",
          hints: ["a login has no spaces and no slash, and is not a number"])
      }
      newLogins.insert(given)
    }
    if draft.links["role"] == nil,
      let sales: Int64 = try context.db.value(
        "SELECT id FROM role WHERE name = 'sales' AND deleted_at IS NULL")
    {
      draft.links["role"] = [sales]
    }
  }

  /// `Moses Frase` is `moses.frase`; a second one is `moses.frase2`.
  private func unusedLogin(for name: String) throws -> String {
    let words = name.lowercased().split { $0.isWhitespace || $0 == "/" }
    let base = words.joined(separator: ".")
    var candidate = base
    var number = 1
    while try newLogins.contains(candidate) || isTaken(candidate) {
      number += 1
      candidate = "\(base)\(number)"
    }
    return candidate
  }

  private func isTaken(_ login: String) throws -> Bool {
    try context.db.exists("SELECT 1 FROM \"user\" WHERE login = \(login) AND deleted_at IS NULL")
  }
}
