import Catalogue
import Values

extension Noun {
  package static let pool = Noun(
    "pool", plural: "pools", "Pool", "公海池",
    summary: "customers or leads without an owner, for the taking",
    identifyingFields: ["name"], defaultSort: ["priority", "id"],
    uniqueFields: [["name"]], staysWhileUsed: true, isConfiguration: true,
    fields: [
      Field(
        "name", .text, "Name", "公海池名称", aliases: ["公海", "公海池", "pool"],
        isRequired: true, isListed: true, "The name, unique among pools"),
      Field(
        "holds", .choice(PoolHolding.choices), "Holds", "存放对象", setter: .creationOnly,
        isListed: true, defaultValue: .text(PoolHolding.customers.rawValue),
        "What lies in the pool: customers or leads"),
      Field(
        "enabled", .bool, "Enabled", "启用", isListed: true, defaultValue: .integer(1),
        "Whether what lies in the pool can be claimed"),
      Field(
        "priority", .integer(0...1_000_000), "Priority", "优先级", isListed: true,
        defaultValue: .integer(100),
        "The order in which pools are looked through; lower comes first"),
      Field(
        "claim_per_day", .integer(0...1_000_000), "Claims per day", "每日领取上限",
        isListed: true, "How many customers a user may claim on one day; empty: no limit"),
      Field(
        "claimed_cap", .integer(0...10_000_000), "Claimed cap", "客户上限数", isListed: true,
        "How many claimed customers a user may hold; empty: no limit"),
      Field(
        "cooldown_days", .integer(0...36_500), "Cooldown", "冷却天数", isListed: true,
        defaultValue: .integer(0),
        "Days for which a former owner cannot claim the customer again"),
      Field(
        "freeze_days", .integer(0...36_500), "Freeze", "冻结天数", defaultValue: .integer(0),
        "Days for which nobody can claim a customer that was recycled or released"),
      Field(
        "member", .references("user", through: .init("pool_user", owner: "pool", target: "user")),
        "Members", "成员", aliases: ["members"],
        "The users who see the pool and claim from it; everybody when it has no members at all"),
      Field(
        "member_team",
        .references("team", through: .init("pool_team", owner: "pool", target: "team")),
        "Member teams", "成员部门",
        "Teams whose users are members, those of the teams below included"),
      Field(
        "member_role",
        .references("role", through: .init("pool_role", owner: "pool", target: "role")),
        "Member roles", "成员角色", "Roles whose users are members"),
      Field(
        "admin", .references("user", through: .init("pool_admin", owner: "pool", target: "user")),
        "Admins", "管理员", aliases: ["admins"],
        "Users who assign and move what lies in the pool; they are members, too"),
      Field(
        "hidden", .text, "Hidden fields", "隐藏字段",
        "Fields that only the admins see while a customer lies in the pool, such as "
          + "phone,contact.phone"),
      Field(
        "entry", .longText, "Entry condition", "进入条件",
        "Which customers or leads may lie in the pool, as a condition; those that a rule recycles and "
          + "that do not meet it go to the built-in pool"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ])
}
