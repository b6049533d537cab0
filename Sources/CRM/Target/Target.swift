import Catalogue

extension Noun {
  /// What a user, a team or the company should reach in a month, a quarter or a year.
  package static let target = Noun(
    "target", plural: "targets", aliases: ["goal"], "Target", "目标",
    summary: "a figure that a user, team or company should reach",
    titleField: "period", identifyingFields: [], defaultSort: ["metric", "period", "id"],
    fields: [
      Field(
        "metric",
        .choice(
          TargetMetric.allCases.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }),
        "Metric", "指标", aliases: ["目标类型", "考核指标"], isRequired: true, setter: .creationOnly,
        isListed: true, makesPart: false, "What is counted"),
      Field(
        "user", .reference("user"), "User", "员工", aliases: ["业务员", "销售", "owner"],
        setter: .creationOnly, isListed: true, "Whose target it is"),
      Field(
        "team", .reference("team"), "Team", "部门", aliases: ["department"], setter: .creationOnly,
        isListed: true,
        "The team whose target it is, with the teams below; with neither a user nor a team it is the company's"
      ),
      Field(
        "period", .text, "Period", "期间", aliases: ["月份", "目标期间", "month"], isRequired: true,
        setter: .creationOnly, isListed: true, makesPart: false,
        "The month, quarter or year: 2026-03, 2026-Q1, 2026"),
      Field(
        "tier",
        .choice(TargetTier.allCases.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }),
        "Tier", "档位", aliases: ["目标档位"], setter: .creationOnly, isListed: true,
        defaultValue: .text("base"), "Whether it is what is expected, or more"),
      Field(
        "amount", .money, "Amount", "目标金额", aliases: ["金额"], isListed: true,
        "The figure, of metrics that are amounts"),
      Field(
        "count", .integer(0...1_000_000_000), "Count", "目标数量", aliases: ["数量"], isListed: true,
        "The figure, of metrics that count"),
    ])
}
