import Catalogue
import Values

extension Noun {
  /// The rules by which neglected customers and leads fall into a pool.
  package static let recycleRule = Noun(
    "recycle_rule", command: "pool rule", plural: "recycle_rules", "Recycle rule", "回落规则",
    summary: "after how many days without something a customer or lead goes back to a pool",
    identifyingFields: ["name"], defaultSort: ["position", "id"], uniqueFields: [["name"]],
    isConfiguration: true, describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "规则名称", isRequired: true, isListed: true,
        "The name, unique among recycle rules; kind and days when not given"),
      Field(
        "holds", .choice(PoolHolding.choices), "For", "适用对象", setter: .creationOnly,
        defaultValue: .text(PoolHolding.customers.rawValue),
        "What it recycles: customers, or leads (kinds no_follow_up and held)"),
      Field(
        "kind",
        .choice([
          .init("no_follow_up", "No follow-up", "未跟进"),
          .init("no_opportunity", "No opportunity", "未新建商机"),
          .init("no_deal", "No deal", "未成单"),
          .init("contract_ended", "Contract ended", "合同到期"), .init("held", "Held", "持有超期"),
        ]), "Kind", "类型", isRequired: true, isListed: true,
        "What must not be missing for too long, or held: nobody keeps it longer"),
      Field(
        "days", .integer(0...36_500), "Days", "天数", isRequired: true, isListed: true,
        "Falls after more than so many calendar days; 0 is never"),
      Field(
        "days_by", .text, "Days by", "分级天数", isListed: true,
        "Other limits for some options of a field, such as level:A=60,B=30; 0 is never"),
      Field(
        "user", .reference("user"), "User", "归属人", isListed: true,
        "Only customers of this user"),
      Field(
        "team", .reference("team"), "Team", "部门", isListed: true,
        "Only customers of the users in this team and the teams below"),
      Field(
        "role", .reference("role"), "Role", "角色", isListed: true,
        "Only customers of the users with this role"),
      Field(
        "from_pool", .reference("pool"), "From pool", "领取自", isListed: true,
        "Only customers whose owner took them out of this pool"),
      Field(
        "to_pool", .reference("pool"), "To pool", "回落至", isListed: true,
        "The pool where they fall; the owner's own one, or the public one, when not given"),
      Field(
        "exempt",
        .references(
          "user",
          through: .init("recycle_rule_exempt", owner: "recycle_rule", target: "user")),
        "Exempt", "豁免人员", "Users whose customers stay"),
      Field(
        "resets_by",
        .choice([.init("owner", "Owner", "归属人"), .init("anyone", "Anyone", "任何人")]),
        "Resets by", "跟进人范围", isListed: true, defaultValue: .text("owner"),
        "Whose follow-ups count; those of collaborators who may edit count as the owner's"),
      Field(
        "exclude_won", .bool, "Won stay", "成单不回落", isListed: true,
        "Whether customers with a deal stay; yes when not given, for contract_ended no"),
      Field(
        "exclude_open_opportunity", .bool, "Open opportunities stay", "有进行中商机不回落",
        defaultValue: .integer(0), "Whether customers with an open opportunity stay"),
      Field(
        "warn_days", .text, "Warnings", "预警天数", defaultValue: .text(WarningDays.standard),
        "How many days before the fall the owner's inbox tells of it, such as 7,3,1"),
      Field(
        "grace_days", .integer(0...36_500), "Grace", "宽限天数",
        "A rule that is new or takes more than before acts after so many days; after its earliest "
          + "warning when not given"),
      Field(
        "acts_from", .day, "Acts from", "生效日期", setter: .computed, isListed: true,
        "The first day on which it recycles"),
      Field(
        "condition", .longText, "Condition", "条件", isListed: true,
        "Only customers that meet the condition on the day of the run"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序",
        "The order in which rules are looked through; the last when not given"),
    ])
}
