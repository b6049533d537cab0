import Catalogue

extension Noun {
  package static let user = Noun(
    "user", plural: "users", "User", "员工", summary: "a person who works with the store",
    identifyingFields: ["login", "name", "email"],
    uniqueFields: [["login"], ["os_account"]], staysWhileUsed: true,
    fields: [
      Field(
        "login", .text, "Login", "账号", aliases: ["登录名", "用户名", "username"],
        isListed: true, "The login name, unique; made from the name when not given"),
      Field(
        "name", .text, "Name", "姓名", aliases: ["员工", "员工姓名", "user", "display_name"],
        isRequired: true, isListed: true, "The name that people read"),
      Field("email", .email, "E-mail", "邮箱", aliases: ["电子邮件", "mail"], "The e-mail address"),
      Field("phone", .phone, "Phone", "电话", aliases: ["手机", "mobile", "tel"], "The phone number"),
      Field(
        "team", .reference("team"), "Team", "部门", aliases: ["department"], isListed: true,
        "The primary team"),
      Field(
        "manager", .reference("user"), "Manager", "上级", aliases: ["直属上级", "主管"],
        isListed: true, "The user whom this one reports to"),
      Field(
        "role", .references("role", through: .init("user_role", owner: "user", target: "role")),
        "Roles", "角色", aliases: ["roles"], isListed: true,
        "The roles; a new user has 'sales' unless given"),
      Field(
        "os_account", .text, "OS account", "系统账号", aliases: ["linux_account"],
        "The operating-system account that is this user"),
      Field(
        "active", .bool, "Active", "启用", aliases: ["是否启用"], isListed: true,
        "Whether the user may work; disabling deletes nothing"),
    ])
}
