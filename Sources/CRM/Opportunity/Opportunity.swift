import Catalogue

extension Noun {
  package static let opportunity = Noun(
    "opportunity", plural: "opportunities", aliases: ["opp"], "Opportunity", "商机",
    summary: "a possible sale that runs through the stages of a pipeline",
    identifyingFields: ["name"],
    fields: [
      Field(
        "name", .text, "Name", "商机名称", aliases: ["销售机会", "机会名称", "商机"],
        isListed: true, "The name; made from customer and product when not given"),
      Field(
        "customer", .reference("customer"), "Customer", "客户",
        aliases: ["客户名称", "公司", "company", "account"], isRequired: true, setter: .creationOnly,
        isListed: true, "The customer who may buy"),
      Field(
        "pipeline", .reference("pipeline"), "Pipeline", "销售管道", aliases: ["管道"],
        setter: .creationOnly, "The pipeline; the first one when not given"),
      Field(
        "stage", .reference("stage"), "Stage", "销售阶段", aliases: ["阶段", "deal_stage"],
        setter: .creation(thenBy: "stage advance"), isListed: true,
        "The stage; the first open one when not given"),
      Field(
        "amount", .money, "Amount", "金额", aliases: ["预计金额", "销售金额", "value"],
        isListed: true, "The amount; the sum of the lines when not given"),
      Field(
        "probability", .integer(0...100), "Probability", "赢单率",
        "The chance of winning, in percent; the stage's when not given"),
      Field(
        "forecast_category", .choice(ForecastCategory.ofOpen.map(\.choice)), "Forecast category",
        "预测类别", aliases: ["预测分类"],
        "How far a forecast counts on it while it is open; the stage's when not given"),
      Field(
        "expected_close", .day, "Expected close", "预计成交日期", aliases: ["预计签单日期"],
        isListed: true, "The day on which it should be decided"),
      Field(
        "closed_at", .instant, "Closed at", "结束时间", aliases: ["成交日期", "close_date"],
        setter: .history, "When it was won or lost"),
      Field(
        "owner", .reference("user"), "Owner", "归属人",
        aliases: ["负责人", "所有人", "销售", "业务员", "sales_agent"], isListed: true,
        "The user who works on it; the actor when not given"),
      Field("source", .dictionary("customer.source"), "Source", "来源", "Where it came from"),
      Field("competitor", .text, "Competitor", "竞争对手", "Who else is bidding"),
      Field(
        "lost_reason", .dictionary("opportunity.lost_reason"), "Lost reason", "输单原因",
        setter: .history, "Why it was lost"),
      Field(
        "lost_note", .longText, "Lost note", "输单说明", setter: .history,
        "What else is to say about the loss"),
      Field("next_follow_up", .day, "Next follow-up", "下次跟进", "The day of the next follow-up"),
      .tags("opportunity"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ],
    facts: [
      Field(
        "last_activity", .instant, "Last activity", "最近跟进", setter: .computed,
        "When it was last followed up"),
      Field(
        "forecast", .choice(ForecastCategory.allCases.map(\.choice)), "Forecast", "预测",
        setter: .computed, "How far a forecast counts on it: its own category, else the stage's"),
      Field(
        "stage_since", .instant, "In stage since", "进入阶段时间", setter: .computed,
        "When it came into its stage"),
      Field(
        "stage_age", .integer(0...4_000_000), "Days in stage", "停留天数", setter: .computed,
        "The days of 24 hours that it has been in its stage, all stays added up; open ones only"),
      Field(
        "slipped", .bool, "Slipped", "已逾预计成交日", setter: .computed,
        "Whether it is open although the expected close is over"),
      Field(
        "rotten", .bool, "Rotten", "停留超期", setter: .computed,
        "Whether it has been in its stage for more than the maximum days"),
    ])
}
