import Catalogue
import Store
import Values

extension Noun {
  /// Limits of what some users may claim and own.
  package static let poolLimit = Noun(
    "pool_limit", command: "pool limit", plural: "pool_limits", "Pool limit", "领取限制",
    summary: "how many customers some users may claim and own",
    identifyingFields: ["name"], defaultSort: ["position", "id"], uniqueFields: [["name"]],
    isConfiguration: true, describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "名称", isRequired: true, isListed: true,
        "The name, unique among pool limits"),
      Field(
        "pool", .reference("pool"), "Pool", "公海池", isListed: true,
        "Only claims from this pool; from all when not given"),
      Field("user", .reference("user"), "User", "员工", isListed: true, "Only this user"),
      Field(
        "team", .reference("team"), "Team", "部门", isListed: true,
        "Only the users in this team and the teams below"),
      Field("role", .reference("role"), "Role", "角色", isListed: true, "Only users with this role"),
      Field(
        "claim_per_day", .integer(0...1_000_000), "Claims per day", "每日领取上限",
        isListed: true, "How many customers one may claim from the pool on one day"),
      Field(
        "claimed_cap", .integer(0...10_000_000), "Claimed cap", "客户上限数", isListed: true,
        "How many claimed customers one may hold"),
      Field(
        "owned_cap", .integer(0...10_000_000), "Owned cap", "归属客户上限", isListed: true,
        "How many customers one may own, however one got them; won ones do not count"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序",
        "Of two that are equally specific the first counts; the last when not given"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ])
}

/// New limits: of one kind of users or everybody, and for something.
final class PoolLimitCreation: CreationRules {
  private let positions: NextPosition

  init(_ context: CreationContext) throws {
    try PoolCreation.requireAdmin(context.actor)
    positions = NextPosition(in: "pool_limit", context.db)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    let position = try draft.number(of: "position")
    if !draft.hasValue(position) { draft.set(position, integer: try positions.next()) }
    func has(_ name: String) throws -> Bool { draft.hasValue(try draft.number(of: name)) }
    try Self.check(
      scopes: try Self.scopes.filter(has), limits: try Self.limits.filter(has),
      isOfOnePool: try has("pool"))
  }

  private static let scopes = ["user", "team", "role"]
  private static let limits = ["claim_per_day", "claimed_cap", "owned_cap"]

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try PoolCreation.requireAdmin(change.session.actor())
    let columns = scopes + limits + ["pool"]
    let flags = columns.map { "\(identifier: $0) IS NOT NULL" as SQL }
    for id in change.ids {
      let given = try columns.enumerated().filter { index, _ in
        try change.db.exists("SELECT 1 FROM pool_limit WHERE id = \(id) AND \(flags[index])")
      }.map(\.element)
      try check(
        scopes: scopes.filter(given.contains), limits: limits.filter(given.contains),
        isOfOnePool: given.contains("pool"))
    }
  }

  private static func check(scopes: [String], limits: [String], isOfOnePool: Bool) throws {
    guard scopes.count < 2 else {
      throw UserError(
        .usage, "a pool limit has one of user, team, role at most", code: "E_SCOPE",
        hints: ["make one for each"])
    }
    guard !limits.isEmpty else {
      throw UserError(
        .usage, "the limit limits nothing", code: "E_REQUIRED",
        hints: ["give it --claim-per-day, --claimed-cap or --owned-cap"])
    }
    guard !isOfOnePool || !limits.contains("owned_cap") else {
      throw UserError(
        .usage, "owned_cap counts all that a user owns, wherever it came from", code: "E_SCOPE",
        hints: ["leave the pool out, or make a limit of its own"])
    }
  }
}
