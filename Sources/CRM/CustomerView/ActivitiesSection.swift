import Catalogue
import Store
import Tabular
import Values

extension CustomerSection {
  /// The last follow-ups, the latest first, those on contacts and opportunities included.
  static let activities = CustomerSection(
    "activities", "the last follow-ups, the latest first"
  ) { scene in
    // The limit is taken before anything else is looked up, along the index.
    let rows = try scene.db.rows(
      """
      SELECT a.id, a.at, a.shown_method, a.note, t.name, o.id, o.name, u.login,
        (SELECT group_concat(name, ',') FROM (SELECT b.name FROM behavior_event e
          JOIN behavior b ON b.id = e.behavior WHERE e.activity = a.id ORDER BY e.id))
      FROM (
        SELECT r.*, \(try scene.shown("method", of: .activity)) AS shown_method FROM activity r
        WHERE r.customer = \(scene.customer) AND \(try scene.visible(.activity, "r"))
        ORDER BY r.at DESC, r.id DESC LIMIT \(scene.activities + 1)) a
      LEFT JOIN contact t ON t.id = a.contact LEFT JOIN opportunity o ON o.id = a.opportunity
      LEFT JOIN "user" u ON u.id = a.created_by
      ORDER BY a.at DESC, a.id DESC
      """, as: Int64.self, String.self, String.self, String.self, String?.self, Int64?.self,
      String?.self, String?.self, String?.self
    ).map { row in
      Document.object([
        scene.session.entry("ref", "Record", "记录", scene.reference(.activity, row.0)),
        scene.session.entry("at", "At", "时间", .instant(row.1)),
        scene.session.entry("method", "Method", "跟进方式", .text(row.2)),
        scene.session.entry("note", "Note", "内容", .text(row.3)),
        scene.session.entry("contact", "Contact", "联系人", .orNull(row.4)),
        scene.session.entry("opportunity", "Opportunity", "商机", .orNull(row.6)),
        scene.session.entry(
          "opportunity_id", "Opportunity ID", "商机 ID", scene.reference(.opportunity, row.5)),
        scene.session.entry("by", "By", "跟进人", .orNull(row.7)),
        scene.session.entry(
          "behaviors", "Behaviors", "客户行为",
          .list((row.8 ?? "").split(separator: ",").map { .text(String($0)) })),
      ])
    }
    return scene.list("activities", "Activities", "跟进记录", rows, most: scene.activities)
  }
}
