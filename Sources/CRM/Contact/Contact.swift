import Catalogue

extension Noun {
  package static let contact = Noun(
    "contact", plural: "contacts", "Contact", "联系人", summary: "a person at a customer",
    identifyingFields: ["name"],
    fields: [
      Field(
        "customer", .reference("customer"), "Customer", "客户",
        aliases: ["客户名称", "公司", "公司名称", "company", "account"], isRequired: true,
        setter: .creationOnly, isListed: true, "The customer that the person works at"),
      Field(
        "name", .text, "Name", "联系人姓名", aliases: ["联系人", "姓名", "contact"],
        isRequired: true, key: .name, isListed: true, "The name"),
      Field(
        "phone", .phone, "Phone", "联系人电话",
        aliases: ["联系电话", "电话", "手机", "手机号", "mobile", "tel"], key: .phone, isListed: true,
        "The phone number"),
      Field(
        "email", .email, "E-mail", "邮箱", aliases: ["电子邮件", "mail"], key: .email,
        isListed: true, "The e-mail address"),
      Field("wechat", .text, "WeChat", "微信", aliases: ["微信号"], "The WeChat id"),
      Field("department", .text, "Department", "任职部门", aliases: ["部门"], "The department"),
      Field(
        "position", .text, "Position", "职务", aliases: ["职位", "title"], isListed: true,
        "The position"),
      Field("address", .text, "Address", "地址", "The postal address"),
      Field(
        "decision_maker", .bool, "Decision maker", "是否为关键决策人",
        aliases: ["关键决策人", "决策人"], isListed: true, "Whether the person decides"),
      Field(
        "primary", .bool, "Primary", "首要联系人", aliases: ["主联系人"], isListed: true,
        "Whether this is the customer's primary contact; the first one is"),
      .tags("contact"),
      Field("remark", .longText, "Remark", "备注", aliases: ["note"], "A remark"),
    ])
}
