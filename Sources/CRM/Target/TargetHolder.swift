import Catalogue
import Store
import Values

/// Whose a target is.
package enum TargetHolder: Hashable, Sendable {
  case user(Int64)
  case team(Int64)
  case company

  /// The kinds of holders, the widest first.
  package enum Kind: String, CaseIterable, Sendable {
    case company, team, user

    package var label: Label {
      switch self {
      case .company: Label("Company", "公司")
      case .team: Noun.team.label
      case .user: Noun.user.label
      }
    }
  }

  /// Reads `user:li.wei`, `team:华东` or `company`; a name alone is a user's.
  init(_ text: String, session: Session, in db: ReadTransaction) throws {
    guard text != Kind.company.rawValue else {
      self = .company
      return
    }
    let colon = text.firstIndex(of: ":")
    let kind = colon.map { String(text[..<$0]) } ?? Kind.user.rawValue
    let name = colon.map { String(text[text.index(after: $0)...]) } ?? text
    switch Kind(rawValue: kind) {
    case .user: self = .user(try ReferenceResolver(.user, session: session, in: db).id(for: name))
    case .team: self = .team(try ReferenceResolver(.team, session: session, in: db).id(for: name))
    case .company, nil:
      throw UserError(
        .usage, "'\(text)' is nobody whose target it could be", code: "E_HOLDER",
        hints: ["write user:LOGIN, team:NAME or company"])
    }
  }

  var user: Int64? { if case .user(let id) = self { id } else { nil } }
  var team: Int64? { if case .team(let id) = self { id } else { nil } }
}
