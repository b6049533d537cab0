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
      scene.entry(
        "contracts", "Contracts", "订单合同",
        .object(
          [
            scene.entry("approved", "Approved", "已通过", .integer(count)),
            scene.entry("amount", "Amount", "合同总额", try scene.money(total)),
            scene.entry("received", "Received", "已回款", try scene.money(paid)),
            scene.entry("outstanding", "Outstanding", "未回款", try scene.money(outstanding)),
            scene.entry("overdue_days", "Overdue days", "逾期天数", .integer(days)),
            scene.entry(
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
        scene.entry("ref", "Record", "记录", scene.reference(.contract, row.0)),
        scene.entry("number", "Number", "合同编号", .text(row.1)),
        scene.entry("name", "Name", "合同名称", .text(row.2)),
        scene.entry("approval", "Approval", "审批状态", scene.text(row.3)),
        scene.entry("status", "Status", "订单状态", scene.text(row.4)),
        scene.entry("signed", "Signed", "签订日期", scene.text(row.5)),
        scene.entry("amount", "Amount", "合同金额", try scene.money(row.6)),
        scene.entry("received", "Received", "已回款", try scene.money(row.7)),
        scene.entry("outstanding", "Outstanding", "未回款", try scene.money(row.8)),
        scene.entry("next_due", "Next due", "下次回款日期", scene.text(row.9)),
      ])
    }
  }
}
