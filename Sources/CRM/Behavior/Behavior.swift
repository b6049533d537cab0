import Catalogue

extension Noun {
  /// What customers do in a follow-up, and what it says about them (客户行为).
  package static let behavior = Noun(
    "behavior", plural: "behaviors", "Behavior", "客户行为",
    summary: "what a customer does, with its points", identifyingFields: ["name"],
    uniqueFields: [["name"]], staysWhileUsed: true, isConfiguration: true,
    fields: [
      Field(
        "name", .text, "Name", "行为名称", aliases: ["行为"], isRequired: true, isListed: true,
        "The name, unique among behaviors"),
      Field(
        "points", .integer(-1000...1000), "Points", "分值", aliases: ["分数", "得分"],
        isRequired: true, isListed: true,
        "What it adds to the score; what was recorded before keeps its points (score rebuild)"),
      Field(
        "max_per_day", .integer(1...1000), "Most per day", "每日上限", isListed: true,
        "How many of one customer and calendar day count; all when not given"),
      Field(
        "half_life", .integer(1...36_500), "Half-life", "半衰期", isListed: true,
        "After so many days it counts half, after twice as many a quarter; for ever when not given"
      ),
      Field(
        "active", .bool, "Active", "启用", isListed: true, defaultValue: .integer(1),
        "Whether new follow-ups may name it; those that do keep it"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}
