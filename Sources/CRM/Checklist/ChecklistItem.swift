import Catalogue

extension Noun {
  /// What is to be done while an opportunity is in a stage (检查项).
  package static let checklistItem = Noun(
    "checklist_item", command: "stage item", plural: "checklist_items", "Checklist item", "检查项",
    summary: "something to be done in a stage", identifyingFields: ["name"],
    defaultSort: ["stage", "position", "id"], uniqueFields: [["stage", "name"]],
    isConfiguration: true, describesStore: true,
    fields: [
      Field(
        "stage", .reference("stage"), "Stage", "销售阶段", isRequired: true, setter: .creationOnly,
        isListed: true, "The stage that it belongs to"),
      Field(
        "name", .text, "Name", "检查项名称", aliases: ["检查项"], isRequired: true, isListed: true,
        "What is to be done, unique in the stage"),
      Field(
        "required", .bool, "Required", "必选", isListed: true, defaultValue: .integer(1),
        "Whether an opportunity does not leave the stage forward without it"),
      Field(
        "position", .integer(0...1_000_000), "Position", "顺序", isListed: true,
        "The order within the stage; the last when not given"),
    ])
}
