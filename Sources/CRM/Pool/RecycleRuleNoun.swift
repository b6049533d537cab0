import Catalogue
import Values

extension Noun {
  /// The rules by which neglected customers fall into a pool.
  package static let recycleRule = Noun(
    "recycle_rule", command: "pool rule", plural: "recycle_rules", "Recycle rule", "回落规则",
    summary: "after how many days without something a customer goes back to a pool",
    identifyingFields: ["name"], defaultSort: ["position", "id"], uniqueFields: [["name"]],
    isConfiguration: true, describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "规则名称", isRequired: true, isListed: true,
        "The name, unique among recycle rules; kind and days when not given"),
      Field(
        "kind",
        .choice([
          .init("no_follow_up", "No follow-up", "未跟进"), .init("no_deal", "No deal", "未成单"),
        ]), "Kind", "类型", isRequired: true, isListed: true,
        "What must not be missing for too long: no_follow_up or no_deal"),
      Field(
        "days", .integer(0...36_500), "Days", "天数", isRequired: true, isListed: true,
        "Falls after more than so many calendar days; 0 is off"),
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
        "The pool where they fall; the public one when not given"),
      Field(
        "resets_by",
        .choice([.init("owner", "Owner", "归属人"), .init("anyone", "Anyone", "任何人")]),
        "Resets by", "跟进人范围", isListed: true, defaultValue: .text("owner"),
        "Whose follow-ups count"),
      Field(
        "exclude_won", .bool, "Won stay", "成单不回落", isListed: true, defaultValue: .integer(1),
        "Whether customers with a deal stay"),
      Field(
        "acts_from", .day, "Acts from", "生效日期", isListed: true,
        "The first day on which it recycles; seven days from now when not given"),
      Field(
        "condition", .longText, "Condition", "条件", isListed: true,
        "Only customers that meet the condition on the day of the run"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序",
        "The order in which rules are looked through; the last when not given"),
    ])
}
