import Catalogue

extension Noun {
  package static let product = Noun(
    "product", plural: "products", "Product", "产品", summary: "something that is sold",
    identifyingFields: ["code", "name"], uniqueFields: [["code"], ["name"]],
    uniqueConditions: [["name"]: "active = yes"],
    fields: [
      Field(
        "name", .text, "Name", "产品名称", aliases: ["产品", "product"], isRequired: true,
        isListed: true, "The name, unique among active products"),
      Field(
        "code", .text, "Code", "产品编码", aliases: ["编码", "sku"], isListed: true,
        "The code, unique; made when not given"),
      Field(
        "category", .reference("category"), "Category", "产品类型", aliases: ["类型", "series"],
        isListed: true, "The category"),
      Field("unit", .text, "Unit", "单位", isListed: true, "The unit of sale"),
      Field(
        "list_price", .money, "List price", "标准价格", aliases: ["价格", "单价", "price"],
        isListed: true, "The list price of one unit"),
      Field("cost", .money, "Cost", "成本", "The cost of one unit"),
      Field(
        "active", .bool, "Active", "启用", aliases: ["上架"], isListed: true,
        "Whether it is sold; an inactive product stays on old lines"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ])
}
