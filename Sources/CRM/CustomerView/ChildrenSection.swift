import Catalogue
import Store
import Tabular

extension CustomerSection {
  /// The customers that belong to this one; its own parent is a field.
  static let children = CustomerSection(
    "children", "the customers that belong to it, \(CustomerScene.most) at most"
  ) { scene in
    let rows = try scene.db.rows(
      """
      SELECT r.id, r.name, \(try scene.shown("status", of: .customer)), u.login, p.name FROM customer r
      LEFT JOIN "user" u ON u.id = r.owner LEFT JOIN pool p ON p.id = r.pool
      WHERE r.parent = \(scene.customer) AND \(try scene.visible(.customer, "r"))
      ORDER BY r.id LIMIT \(CustomerScene.most + 1)
      """, as: Int64.self, String.self, String?.self, String?.self, String?.self
    ).map { id, name, status, owner, pool in
      Document.object([
        scene.session.entry("ref", "Record", "记录", scene.reference(.customer, id)),
        scene.session.entry("name", "Name", "名称", .text(name)),
        scene.session.entry("status", "Status", "跟进状态", .orNull(status)),
        scene.session.entry("owner", "Owner", "归属人", .orNull(owner)),
        scene.session.entry("pool", "Pool", "公海池", .orNull(pool)),
      ])
    }
    return scene.list("children", "Children", "下级客户", rows)
  }
}
