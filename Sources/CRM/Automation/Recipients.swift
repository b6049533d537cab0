import Catalogue
import Conditions
import Store
import Values

/// Users whom an action means, for each record.
struct Recipients {
  let written: RuleAction.Recipient
  private enum Source {
    /// The user in a field of the record `r` of the table, as SQL.
    case field(SQL, of: String)
    /// The users in a field of several.
    case links(FieldType.LinkTable)
    /// The same users for all records, as a query of ids.
    case users(SQL)
  }
  private let source: Source

  init(_ recipient: RuleAction.Recipient, _ scene: ActionScene) throws {
    var written = recipient
    let name = recipient.name
    source = try scene.placed(name) {
      switch recipient.kind {
      case .field:
        if case .references(Noun.user.name, let link) = scene.noun.field(name.text)?.type {
          return .links(link)
        }
        let (path, value) = try Self.field(name.text, scene)
        written.name.text = path
        return .field(value, of: scene.noun.table)
      case .user:
        let id = try scene.reader.resolver(for: Noun.user.name).id(for: name.text)
        let login: String? = try scene.db.value(
          "SELECT login FROM \"user\" WHERE id = \(id) AND active = 1")
        guard let login else { throw InactiveUsers.refusal(name.text) }
        written.name.text = login
        return .users("SELECT \(id) AS id")
      case .role:
        let id = try scene.reader.resolver(for: Noun.role.name).id(for: name.text)
        return .users("SELECT \"user\" AS id FROM user_role WHERE role = \(id)")
      case .team:
        let id = try scene.reader.resolver(for: Noun.team.name).id(for: name.text)
        return .users(TeamTree.members(of: [id]))
      }
    }
    self.written = written
  }

  /// Pairs of `record` and `user` for the records whose ids the query yields.
  func pairs(_ records: SQL) -> SQL {
    switch source {
    case .field(let value, let table):
      """
      SELECT r.id AS record, \(value) AS "user" FROM \(identifier: table) r
      WHERE r.id IN (\(records))
      """
    case .links(let link):
      """
      SELECT l.\(identifier: link.owner) AS record, l.\(identifier: link.target) AS "user"
      FROM \(identifier: link.table) l WHERE l.\(identifier: link.owner) IN (\(records))
      """
    case .users(let users):
      """
      SELECT f.record, u.id AS "user"
      FROM (SELECT NULL AS record WHERE 0 UNION ALL \(records)) f, (\(users)) u
      """
    }
  }

  /// A path like those of conditions, which ends at a user.
  private static func field(
    _ path: String, _ scene: ActionScene
  ) throws -> (path: String, value: SQL) {
    let compiler = try ConditionCompiler(
      .test(.init(.init(path.split(separator: ".").map(String.init)), .present)), text: "",
      for: scene.noun, session: scene.session, reader: scene.reader)
    guard let (field, value) = try compiler.onlyValue(), field.type == .reference(Noun.user.name)
    else {
      throw UserError(
        .usage, "'@\(path)' of a \(scene.noun.name) is no user", code: "E_ACTION",
        hints: ["such as @owner and @created_by"])
    }
    return (compiler.paths[0].map(\.field.name).joined(separator: "."), value)
  }
}
