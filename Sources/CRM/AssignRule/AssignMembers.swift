import Catalogue
import Store
import Values

/// The members of an assignment rule, as people write them: `li.wei:3, wang.fang, zhao.min:0`.
struct AssignMembers {
  struct Member {
    var user: Int64
    var login: String
    /// Zero pauses the member.
    var weight: Int64
    /// Whether the user is enabled.
    var isActive: Bool
  }

  static let code = "E_MEMBERS"
  private static let weights: ClosedRange<Int64> = 0...1000

  let members: [Member]

  /// Throws for a text that names nobody, somebody twice, or no user.
  init(_ text: String, resolver: ReferenceResolver, in db: ReadTransaction) throws {
    members = try FieldNames.split(text).map { part in
      let pieces = part.split(
        maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == ":" || $0 == "：" })
      let weight = pieces.count == 1 ? 1 : Int64(pieces[1])
      guard let weight, Self.weights.contains(weight) else {
        throw UserError(
          .usage, "'\(part)' has no valid weight", code: Self.code,
          hints: ["weights are whole numbers from 0 to 1000: li.wei:3"])
      }
      let id = try resolver.id(for: String(pieces[0]))
      guard
        let (login, isActive) = try db.row(
          "SELECT login, active FROM \"user\" WHERE id = \(id)", as: String.self, Bool.self)
      else { throw UserError.bug("there is no user \(id)") }
      return Member(user: id, login: login, weight: weight, isActive: isActive)
    }
    guard !members.isEmpty else {
      throw UserError(
        .usage, "an assignment rule has members", code: Self.code,
        hints: ["name them by login: --members li.wei,wang.fang"])
    }
    if let twice = Dictionary(grouping: members, by: \.user).values.first(where: { $0.count > 1 }) {
      throw UserError(
        .usage, "'\(twice[0].login)' stands there twice", code: Self.code,
        hints: ["a weight lets a member have more: \(twice[0].login):2"])
    }
  }

  /// The canonical text.
  var text: String {
    members.map { $0.weight == 1 ? $0.login : "\($0.login):\($0.weight)" }.joined(separator: ", ")
  }

  // MARK: Users who change

  /// Refuses that a user gets another login, or goes, whom a rule names.
  @Sendable
  static func checkAll(session: Session, in db: WriteTransaction) throws {
    let resolver = try ReferenceResolver(.user, session: session, in: db)
    for (name, text) in try db.rows(
      "SELECT name, members FROM assign_rule WHERE deleted_at IS NULL ORDER BY id",
      as: String.self, String.self)
    {
      do {
        _ = try AssignMembers(text, resolver: resolver, in: db)
      } catch let error as UserError where error.exit == .notFound {
        throw UserError(
          .no, "the assignment rule '\(name)' names a user whom there would be no more: \(text)",
          code: code, hints: ["take the user out of it first: crm assign rule edit '\(name)'"])
      }
    }
  }

  @Sendable
  static func userChanged(_ change: RecordChange) throws {
    guard change.fields.contains("login") else { return }
    try checkAll(session: change.session, in: change.db)
  }
}
