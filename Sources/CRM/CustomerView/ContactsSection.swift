import Catalogue
import Store
import Tabular

extension CustomerSection {
  /// The people at the customer, the primary one first.
  static let contacts = CustomerSection(
    "contacts", "the contacts, the primary one first, \(CustomerScene.most) at most"
  ) { scene in
    // What their pool hides is missing here, too.
    let texts = try ["department", "position", "phone", "email", "wechat"].map {
      try scene.shown($0, of: .contact)
    }.joined(separator: ", ")
    let rows = try scene.db.rows(
      """
      SELECT r.id, \(try scene.shown("name", of: .contact)), r."primary", r.decision_maker, \(texts)
      FROM contact r WHERE r.customer = \(scene.customer) AND \(try scene.visible(.contact, "r"))
      ORDER BY r."primary" DESC, r.id LIMIT \(CustomerScene.most + 1)
      """, as: Int64.self, String?.self, Bool.self, Bool.self, String?.self, String?.self,
      String?.self, String?.self, String?.self
    ).map { row in
      Document.object([
        scene.session.entry("ref", "Record", "记录", scene.reference(.contact, row.0)),
        scene.session.entry("name", "Name", "姓名", .orNull(row.1)),
        scene.session.entry("primary", "Primary", "主要", .bool(row.2)),
        scene.session.entry("decision_maker", "Decision maker", "关键决策人", .bool(row.3)),
        scene.session.entry("department", "Department", "部门", .orNull(row.4)),
        scene.session.entry("position", "Position", "职务", .orNull(row.5)),
        scene.session.entry("phone", "Phone", "电话", .orNull(row.6)),
        scene.session.entry("email", "E-mail", "邮箱", .orNull(row.7)),
        scene.session.entry("wechat", "WeChat", "微信", .orNull(row.8)),
      ])
    }
    return scene.list("contacts", "Contacts", "联系人", rows)
  }
}
