import Catalogue

extension Noun {
  /// What owners grant to other users; `customer share` makes it.
  package static let share = Noun(
    "share", plural: "shares", "Share", "共享",
    summary: "a customer that its owner shares with another user", table: "customer_share",
    titleField: "access", identifyingFields: [], describesStore: true, isReadOnly: true,
    fields: [
      Field(
        "customer", .reference("customer"), "Customer", "客户", isRequired: true,
        setter: .creationOnly, isListed: true, "The customer that is shared"),
      Field(
        "user", .reference("user"), "User", "共享给", isRequired: true, setter: .creationOnly,
        isListed: true, "The user it is shared with"),
      Field(
        "access", .choice(ShareAccess.choices), "Access", "权限", isRequired: true,
        setter: .creationOnly, isListed: true,
        "read, or edit, which also lets the user log follow-ups"),
      Field(
        "until", .day, "Until", "截止日期", setter: .creationOnly, isListed: true,
        "The last day on which it holds; without one for good"),
      Field(
        "expires_at", .instant, "Expires at", "失效时间", setter: .computed,
        "When the last day is over"),
      Field(
        "cascade", .bool, "Cascade", "含下级客户", setter: .creationOnly, isListed: true,
        "Whether it also holds for the customers below"),
    ],
    facts: [
      Field(
        "active", .bool, "Active", "有效", setter: .computed,
        "Whether it holds today: its last day is not over")
    ])
}
