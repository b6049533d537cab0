import Catalogue
import Store
import Tabular
import Values

extension CustomerSection {
  /// What was offered: the open and the accepted quotes in sums, the latest versions one by one.
  static let quotes = CustomerSection(
    "quotes", "number and total of the open and accepted ones; the latest ones"
  ) { scene in
    let status = QuoteStatus(today: try scene.session.today())
    let isOpen: SQL = "(\(OpenQuotes.isOpen("r")) AND NOT \(status.isExpired("r")))"
    let sums = try scene.db.row(
      """
      SELECT ifnull(sum(x.open), 0), sum(iif(x.open, x.total, NULL)),
        ifnull(sum(x.accepted), 0), sum(iif(x.accepted, x.total, NULL))
      FROM (SELECT \(isOpen) AS open, r.state = 'accepted' AS accepted,
          \(QuoteStatus.total("r")) AS total
        FROM quote r
        WHERE r.customer = \(scene.customer) AND \(try scene.visible(.quote, "r"))) x
      """, as: Int64.self, Int64?.self, Int64.self, Int64?.self)
    guard let (open, openTotal, accepted, acceptedTotal) = sums else { return [] }
    return [
      scene.session.entry(
        "quotes", "Quotes", "报价",
        .object(
          [
            scene.session.entry("open", "Open", "进行中", .integer(open)),
            scene.session.entry("open_total", "Open total", "进行中金额", try scene.money(openTotal)),
            scene.session.entry("accepted", "Accepted", "已接受", .integer(accepted)),
            scene.session.entry(
              "accepted_total", "Accepted total", "已接受金额", try scene.money(acceptedTotal)),
            scene.session.entry(
              "currency", "Currency", "币种", .text(try scene.session.settings().currency.code)),
          ] + scene.list("list", "Quotes", "报价", try latestQuotes(scene))))
    ]
  }

  /// The latest version of each, the newest first.
  private static func latestQuotes(_ scene: CustomerScene) throws -> [Document] {
    try scene.db.rows(
      """
      SELECT r.id, r.number, \(try scene.shown("status", of: .quote)), \(QuoteStatus.total("r")),
        r.valid_until, o.id, o.name, u.login
      FROM quote r LEFT JOIN opportunity o ON o.id = r.opportunity
      LEFT JOIN "user" u ON u.id = r.owner
      WHERE r.customer = \(scene.customer) AND \(try scene.visible(.quote, "r"))
        AND NOT \(QuoteStatus.isSuperseded("r"))
      ORDER BY r.id DESC LIMIT \(CustomerScene.most + 1)
      """, as: Int64.self, String.self, String.self, Int64?.self, String?.self, Int64?.self,
      String?.self, String?.self
    ).map { row in
      .object([
        scene.session.entry("ref", "Record", "记录", scene.reference(.quote, row.0)),
        scene.session.entry("number", "Number", "报价编号", .text(row.1)),
        scene.session.entry("status", "Status", "状态", .text(row.2)),
        scene.session.entry("total", "Total", "报价总额", try scene.money(row.3)),
        scene.session.entry("valid_until", "Valid until", "有效期至", .orNull(row.4)),
        scene.session.entry("opportunity", "Opportunity", "商机", .orNull(row.6)),
        scene.session.entry(
          "opportunity_id", "Opportunity ID", "商机 ID", scene.reference(.opportunity, row.5)),
        scene.session.entry("owner", "Owner", "归属人", .orNull(row.7)),
      ])
    }
  }
}
