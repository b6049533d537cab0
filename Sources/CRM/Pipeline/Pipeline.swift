import Catalogue
import Values

extension Noun {
  package static let pipeline = Noun(
    "pipeline", plural: "pipelines", "Pipeline", "销售管道",
    summary: "the ordered stages that an opportunity runs through", identifyingFields: ["name"],
    defaultSort: ["position", "id"], uniqueFields: [["name"]], staysWhileUsed: true,
    isConfiguration: true,
    fields: [
      Field(
        "name", .text, "Name", "管道名称", aliases: ["销售管道", "pipeline"], isRequired: true,
        isListed: true, "The name, unique among pipelines"),
      Field(
        "allow_skip", .bool, "May skip", "允许跳过", isListed: true, defaultValue: .integer(0),
        "Whether an opportunity may skip stages"),
      Field(
        "allow_back", .bool, "May go back", "允许回退", isListed: true, defaultValue: .integer(1),
        "Whether an opportunity may go back to an earlier stage"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序", isListed: true,
        "The order; the first pipeline is the default"),
    ],
    facts: [
      Field(
        "version", .integer(1...1_000_000_000), "Version", "版本", setter: .computed,
        "How often its stages were made or changed")
    ])
}
