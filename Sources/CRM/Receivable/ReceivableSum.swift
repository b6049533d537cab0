import Catalogue
import Store
import Values

/// The receivables of a contract come to its amount at most, unless one of them may exceed it.
enum ReceivableSum {
  /// The contracts `k` of which this is not so, with the sum.
  static func violations(where condition: SQL) -> SQL {
    """
    SELECT k.id AS id, k.number AS number, k.amount AS amount, sum(r.amount) AS planned
    FROM contract k JOIN receivable r ON r.contract = k.id AND r.deleted_at IS NULL
    WHERE k.deleted_at IS NULL AND (\(condition))
    GROUP BY k.id HAVING sum(r.amount) > k.amount AND max(r.allow_over) = 0
    """
  }

  /// Refuses what has just made the sum of one of the contracts too large.
  static func check(contracts: SQL, in db: ReadTransaction, _ session: Session) throws {
    guard
      let (id, number, amount, planned) = try db.row(
        violations(where: "k.id IN (\(contracts))") + " ORDER BY k.id LIMIT 1",
        as: Int64.self, String.self, Int64.self, Int64.self)
    else { return }
    let digits = try session.settings().currency.minorDigits
    func money(_ amount: Int64) -> String { Money.format(amount, digits: digits) }
    throw UserError(
      .no,
      "the receivables of \(Noun.contract.reference(id)) \(number) would come to "
        + "\(money(planned)), its amount is \(money(amount))", code: "E_OVER",
      hints: ["--allow-over of 'crm receivable add' lets them"],
      details: [.init("planned", money(planned)), .init("amount", money(amount))])
  }
}
