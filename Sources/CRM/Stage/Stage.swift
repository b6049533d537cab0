import Catalogue
import Values

extension Noun {
  package static let stage = Noun(
    "stage", plural: "stages", "Stage", "销售阶段", summary: "one step of a pipeline",
    identifyingFields: ["name"], defaultSort: ["pipeline", "position", "id"],
    uniqueFields: [["pipeline", "name"]], staysWhileUsed: true,
    isConfiguration: true,
    fields: [
      Field(
        "pipeline", .reference("pipeline"), "Pipeline", "销售管道", isRequired: true,
        setter: .creationOnly, isListed: true, "The pipeline that it belongs to"),
      Field(
        "name", .text, "Name", "阶段名称", aliases: ["阶段", "stage"], isRequired: true,
        isListed: true, "The name, unique in the pipeline"),
      Field(
        "kind",
        .choice([
          .init("open", "Open", "进行中"), .init("won", "Won", "赢单"), .init("lost", "Lost", "输单"),
          .init("invalid", "Invalid", "无效"),
        ]), "Kind", "阶段性质", setter: .creationOnly, isListed: true,
        defaultValue: .text("open"), "Whether an opportunity here is open, won, lost or invalid"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序", isListed: true,
        "The order within the pipeline"),
      Field(
        "probability", .integer(0...100), "Probability", "赢单率", aliases: ["概率"],
        isListed: true, "The chance of winning, in percent; opportunities keep theirs"),
      Field(
        "forecast_category", .choice(ForecastCategory.allCases.map(\.choice)), "Forecast category",
        "预测类别", aliases: ["预测分类", "forecast"],
        defaultValue: .text(ForecastCategory.pipeline.rawValue),
        "How far a forecast counts on opportunities here; closed where they are won"),
      Field(
        "required_fields", .text, "Required fields", "必填字段",
        "Fields that an opportunity needs to leave the stage forward, separated by commas"),
      Field(
        "max_days", .integer(1...36_500), "Maximum days", "最长停留天数",
        "The days that an opportunity may stay here before it is rotten"),
      Field(
        "requires_approval", .bool, "Requires approval", "需要审批", defaultValue: .integer(0),
        "Whether leaving the stage forward is approved; without a flow that is automatic"),
      Field("guide", .longText, "Guide", "活动指南", "What to do in this stage, as Markdown"),
    ])
}
