import Catalogue
import Store
import Tabular

extension CustomerSection {
  /// The files on the customer itself, the newest first.
  static let attachments = CustomerSection("attachments", "the files on it") { scene in
    scene.list(
      "attachments", "Attachments", "附件",
      try scene.db.rows(
        """
        SELECT a.id, a.name, a.bytes, a.created_at FROM attachment a
        WHERE a.customer = \(scene.customer) AND a.deleted_at IS NULL
        ORDER BY a.id DESC LIMIT \(CustomerScene.most + 1)
        """, as: Int64.self, String.self, Int64.self, String.self
      ).map { row in
        .object([
          scene.session.entry("ref", "Record", "记录", scene.reference(.attachment, row.0)),
          scene.session.entry("name", "Name", "文件名", .text(row.1)),
          scene.session.entry("bytes", "Bytes", "字节数", .integer(row.2)),
          scene.session.entry("created_at", "Created at", "创建时间", .instant(row.3)),
        ])
      })
  }
}
