import Catalogue

extension Noun {
  /// Free or grouped labels of customers, contacts, leads and opportunities (标签).
  package static let tag = Noun(
    "tag", plural: "tags", "Tag", "标签", summary: "a label of records",
    identifyingFields: ["name"], uniqueFields: [["name_key"]], staysWhileUsed: true,
    isConfiguration: true,
    fields: [
      Field(
        "name", .text, "Name", "标签名称", aliases: ["标签"], isRequired: true, key: .name,
        isListed: true, "The name, unique whatever its spelling: VIP and vip are one"),
      Field(
        "group", .dictionary(TagGroups.list), "Group", "标签组", aliases: ["分组"], isListed: true,
        "The group, an entry of tag.group; of an exclusive one a record has one tag at most"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}

extension Field {
  /// The field `tag` of a noun that carries tags, whose links are in the table.
  static func tags(_ noun: String) -> Field {
    Field(
      "tag", .references("tag", through: .init("\(noun)_tag", owner: noun, target: "tag")), "Tags",
      "标签", aliases: ["tags", "labels"], "Its tags (tag list)")
  }
}
