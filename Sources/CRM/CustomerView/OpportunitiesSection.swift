import Catalogue
import Store
import Tabular
import Values

extension CustomerSection {
  /// What may still be sold, and what was: the open opportunities one by one, all of them in sums.
  static let opportunities = CustomerSection(
    "opportunities",
    "number and amount of the open and won ones; the open ones"
  ) { scene in
    let sums = try scene.db.row(
      """
      SELECT ifnull(sum(s.kind = 'open'), 0), sum(iif(s.kind = 'open', r.amount, NULL)),
        ifnull(sum(s.kind = 'won'), 0), sum(iif(s.kind = 'won', r.amount, NULL)),
        ifnull(sum(s.kind = 'lost'), 0)
      FROM opportunity r JOIN stage s ON s.id = r.stage
      WHERE r.customer = \(scene.customer) AND \(try scene.visible(.opportunity, "r"))
      """, as: Int64.self, Int64?.self, Int64.self, Int64?.self, Int64.self)
    guard let (open, openAmount, won, wonAmount, lost) = sums else { return [] }
    return [
      scene.session.entry(
        "opportunities", "Opportunities", "商机",
        .object(
          [
            scene.session.entry("open", "Open", "进行中", .integer(open)),
            scene.session.entry("open_amount", "Open amount", "进行中金额", try scene.money(openAmount)),
            scene.session.entry("won", "Won", "赢单", .integer(won)),
            scene.session.entry("won_amount", "Won amount", "赢单金额", try scene.money(wonAmount)),
            scene.session.entry("lost", "Lost", "输单", .integer(lost)),
            scene.session.entry(
              "currency", "Currency", "币种", .text(try scene.session.settings().currency.code)),
          ] + scene.list("list", "Open opportunities", "进行中商机", try openOnes(scene))))
    ]
  }

  /// The open ones, those that should be decided soonest first.
  private static func openOnes(_ scene: CustomerScene) throws -> [Document] {
    try scene.db.rows(
      """
      SELECT r.id, r.name, s.name, r.amount, r.probability, r.expected_close, u.login
      FROM opportunity r JOIN stage s ON s.id = r.stage LEFT JOIN "user" u ON u.id = r.owner
      WHERE r.customer = \(scene.customer) AND s.kind = 'open'
        AND \(try scene.visible(.opportunity, "r"))
      ORDER BY r.expected_close IS NULL, r.expected_close, r.id LIMIT \(CustomerScene.most + 1)
      """, as: Int64.self, String.self, String.self, Int64?.self, Int64.self, String?.self,
      String?.self
    ).map { row in
      .object([
        scene.session.entry("ref", "Record", "记录", scene.reference(.opportunity, row.0)),
        scene.session.entry("name", "Name", "商机名称", .text(row.1)),
        scene.session.entry("stage", "Stage", "销售阶段", .text(row.2)),
        scene.session.entry("amount", "Amount", "金额", try scene.money(row.3)),
        scene.session.entry("probability", "Probability", "赢单率", .integer(row.4)),
        scene.session.entry("expected_close", "Expected close", "预计成交日期", .orNull(row.5)),
        scene.session.entry("owner", "Owner", "归属人", .orNull(row.6)),
      ])
    }
  }
}
