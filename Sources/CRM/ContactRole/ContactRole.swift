import Catalogue

extension Noun {
  /// Who has which part in the buying (联系人角色): who decides, who uses it, who purchases.
  package static let contactRole = Noun(
    "contact_role", command: "opportunity contact", plural: "contact_roles", "Contact role",
    "联系人角色", summary: "a person behind an opportunity and their part in it", titleField: "role",
    identifyingFields: [], defaultSort: ["opportunity", "id"],
    uniqueFields: [["opportunity", "contact"]], describesStore: true,
    fields: [
      Field(
        "opportunity", .reference("opportunity"), "Opportunity", "商机", aliases: ["销售机会"],
        isRequired: true, setter: .creationOnly, isListed: true, "The opportunity"),
      Field(
        "contact", .reference("contact"), "Contact", "联系人", isRequired: true,
        setter: .creationOnly, isListed: true, "The person"),
      Field(
        "role", .dictionary("opportunity.contact_role"), "Role", "角色", isRequired: true,
        isListed: true, "The person's part in it, such as decision_maker"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], isListed: true, "A remark"),
    ])
}
