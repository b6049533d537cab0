import Catalogue

extension Noun {
  package static let category = Noun(
    "category", plural: "categories", "Category", "产品类型",
    summary: "a kind of product; categories form a tree", identifyingFields: ["name"],
    defaultSort: ["path", "id"],
    uniqueFields: [["name"]], staysWhileUsed: true,
    fields: [
      Field(
        "name", .text, "Name", "类型名称", aliases: ["产品类型", "类型", "category"],
        isRequired: true, isListed: true, "The name, unique among categories"),
      Field(
        "parent", .reference("category"), "Parent", "上级类型", isListed: true,
        "The category that this one belongs to"),
    ],
    facts: [
      Field(
        "path", .text, "Path", "完整路径", setter: .computed, isListed: true,
        "Its name behind those of the categories above it"),
      Field(
        "products", .integer(0...Int64.max), "Products", "产品数", setter: .computed, isListed: true,
        "How many products it holds itself"),
    ])
}
