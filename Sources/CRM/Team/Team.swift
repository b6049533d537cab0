import Catalogue

extension Noun {
  package static let team = Noun(
    "team", plural: "teams", "Team", "部门", summary: "a department; teams form a tree",
    identifyingFields: ["name"], uniqueFields: [["name"]], staysWhileUsed: true,
    isConfiguration: true,
    fields: [
      Field(
        "name", .text, "Name", "部门名称", aliases: ["部门", "team", "department"],
        isRequired: true, isListed: true, "The name, unique among teams"),
      Field(
        "parent", .reference("team"), "Parent", "上级部门", isListed: true,
        "The team that this one belongs to"),
      Field(
        "head", .reference("user"), "Head", "部门负责人", aliases: ["负责人"], isListed: true,
        "The user who leads the team"),
    ])
}
