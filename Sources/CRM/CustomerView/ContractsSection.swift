import Catalogue
import Store
import Tabular
import Values

extension CustomerSection {
  /// What was sold, and what of it is paid: the approved contracts in sums, the latest ones one by one.
  static let contracts = CustomerSection(
    "contracts", "number and amount of the approved ones, what is paid; the latest ones"
  ) { scene in
    let facts = ContractFacts(today: try scene.session.today())
    func sum(_ fact: String) throws -> SQL {
      guard let sql = facts.customer(fact, "\(scene.customer)") else {
        throw UserError.bug("customers have no \(fact)")
      }
      return sql
    }
    let sums = try scene.db.row(
      """
      SELECT \(try sum("contracts")), \(try sum("contract_total")), \(try sum("payment_total")),
        \(try sum("outstanding")), \(try sum("overdue_days"))
      """, as: Int64.self, Int64.self, Int64.self, Int64.self, Int64.self)
    guard let (count, total, paid, outstanding, days) = sums else { return [] }
    return [
      scene.session.entry(
        "contracts", "Contracts", "订单合同",
        .object(
          [
            scene.session.entry("approved", "Approved", "已通过", .integer(count)),
            scene.session.entry("amount", "Amount", "合同总额", try scene.money(total)),
            scene.session.entry("received", "Received", "已回款", try scene.money(paid)),
            scene.session.entry("outstanding", "Outstanding", "未回款", try scene.money(outstanding)),
            scene.session.entry("overdue_days", "Overdue days", "逾期天数", .integer(days)),
            scene.session.entry(
              "currency", "Currency", "币种", .text(try scene.session.settings().currency.code)),
          ] + scene.list("list", "Contracts", "订单合同", try latest(scene, facts))))
    ]
  }

  private static func latest(
    _ scene: CustomerScene, _ facts: ContractFacts
  ) throws -> [Document] {
    guard let outstanding = facts.contract("outstanding", "r"),
      let nextDue = facts.contract("next_due", "r")
    else { throw UserError.bug("contracts have no outstanding amount") }
    return try scene.db.rows(
      """
      SELECT r.id, r.number, r.name, \(try scene.shown("approval", of: .contract)),
        \(try scene.shown("status", of: .contract)), r.signed, r.amount,
        \(ContractFacts.received(contract: "r.id")), \(outstanding), \(nextDue)
      FROM contract r WHERE r.customer = \(scene.customer) AND \(try scene.visible(.contract, "r"))
      ORDER BY r.signed IS NOT NULL, r.signed DESC, r.id DESC LIMIT \(CustomerScene.most + 1)
      """, as: Int64.self, String.self, String.self, String?.self, String?.self, String?.self,
      Int64.self, Int64.self, Int64.self, String?.self
    ).map { row in
      .object([
        scene.session.entry("ref", "Record", "记录", scene.reference(.contract, row.0)),
        scene.session.entry("number", "Number", "合同编号", .text(row.1)),
        scene.session.entry("name", "Name", "合同名称", .text(row.2)),
        scene.session.entry("approval", "Approval", "审批状态", .orNull(row.3)),
        scene.session.entry("status", "Status", "订单状态", .orNull(row.4)),
        scene.session.entry("signed", "Signed", "签订日期", .orNull(row.5)),
        scene.session.entry("amount", "Amount", "合同金额", try scene.money(row.6)),
        scene.session.entry("received", "Received", "已回款", try scene.money(row.7)),
        scene.session.entry("outstanding", "Outstanding", "未回款", try scene.money(row.8)),
        scene.session.entry("next_due", "Next due", "下次回款日期", .orNull(row.9)),
      ])
    }
  }
}
