import Catalogue

extension Noun {
  package static let role = Noun(
    "role", plural: "roles", "Role", "角色", summary: "what users may do; a user has several",
    identifyingFields: ["name"], uniqueFields: [["name"]], staysWhileUsed: true,
    isConfiguration: true,
    fields: [
      Field(
        "name", .text, "Name", "角色名称", aliases: ["角色", "role"], isRequired: true,
        isListed: true, "The name, unique among roles"),
      Field(
        "discount_limit", .decimal(scale: 2), "Discount limit %", "折扣上限%",
        "How far below the list prices its users may quote on their own; the largest of one's roles"
      ),
      Field(
        "remark", .longText, "Remark", "备注", aliases: ["note", "说明"], isListed: true,
        "What the role is for"),
    ])
}
