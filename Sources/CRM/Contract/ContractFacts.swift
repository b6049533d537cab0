import Store
import Values

/// What follows from contracts, receivables and payments, as SQL over a record of the noun.
struct ContractFacts {
  let today: Day

  /// The facts of the contract under the alias.
  func contract(_ fact: String, _ alias: SQL) -> SQL? {
    let id: SQL = "\(alias).id"
    let received = Self.received(contract: id)
    let balance = ReceivableBalance.rows(ofContract: id)
    switch fact {
    case "planned": return Self.planned(contract: id)
    case "received": return received
    case "outstanding":
      return "iif(\(alias).approval = 'approved', max(\(alias).amount - \(received), 0), 0)"
    case "received_percent":
      return """
        iif(\(alias).amount = 0, NULL,
          CAST((\(received) * 20000 + \(alias).amount) / (2 * \(alias).amount) AS INTEGER))
        """
    case "credit":
      return """
        iif(\(alias).approval = 'approved',
          max(\(received) - ifnull(nullif(\(Self.planned(contract: id)), 0), \(alias).amount), 0),
          \(received))
        """
    case "overdue":
      return """
        iif(\(alias).approval = 'approved', (SELECT ifnull(sum(b.amount - b.paid), 0)
          FROM (\(balance)) b WHERE b.due < \(today.description)), 0)
        """
    case "overdue_days": return overdueDays("(\(balance))", where: "\(alias).approval = 'approved'")
    case "next_due":
      return """
        iif(\(alias).approval = 'approved',
          (SELECT min(b.due) FROM (\(balance)) b WHERE b.paid < b.amount), NULL)
        """
    case "instalments":
      return """
        (SELECT count(*) FROM receivable fr WHERE fr.contract = \(id) AND fr.deleted_at IS NULL)
        """
    case "instalments_paid":
      return "(SELECT count(*) FROM (\(balance)) b WHERE b.paid = b.amount)"
    default: return nil
    }
  }

  /// The facts of the receivable under the alias.
  func receivable(_ fact: String, _ alias: SQL) -> SQL? {
    let paid: SQL = """
      ifnull((SELECT b.paid FROM (\(ReceivableBalance.rows(ofContract: "\(alias).contract"))) b
        WHERE b.id = \(alias).id), 0)
      """
    let counts: SQL = """
      (SELECT fk.approval = 'approved' FROM contract fk WHERE fk.id = \(alias).contract)
      """
    let isOverdue: SQL = """
      (\(alias).due < \(today.description) AND \(alias).deleted_at IS NULL AND \(counts)
        AND \(paid) < \(alias).amount)
      """
    switch fact {
    case "paid": return paid
    case "outstanding": return "iif(\(counts), \(alias).amount - \(paid), 0)"
    case "overdue": return isOverdue
    case "overdue_days": return "iif(\(isOverdue), \(daysSince("\(alias).due")), 0)"
    default: return nil
    }
  }

  /// The facts of the customer of this id.
  func customer(_ fact: String, _ id: SQL) -> SQL? {
    let contracts: SQL = """
      FROM contract fk WHERE fk.customer = \(id) AND \(Deal.isContract("fk"))
      """
    switch fact {
    case "contracts": return "(SELECT count(*) \(contracts))"
    case "contract_total": return "(SELECT ifnull(sum(fk.amount), 0) \(contracts))"
    case "payment_total":
      return """
        (SELECT ifnull(sum(fp.amount), 0) FROM contract fk JOIN payment fp ON fp.contract = fk.id
          WHERE fk.customer = \(id) AND fk.deleted_at IS NULL AND fp.deleted_at IS NULL)
        """
    case "outstanding":
      return """
        (SELECT ifnull(sum(max(fk.amount - \(Self.received(contract: "fk.id")), 0)), 0) \(contracts))
        """
    case "overdue_days":
      let balance = ReceivableBalance.rows(where: "rb.contract IN (SELECT fk.id \(contracts))")
      return overdueDays("(\(balance))", where: "1")
    default: return nil
    }
  }

  static func received(contract: SQL) -> SQL {
    """
    ifnull((SELECT sum(fp.amount) FROM payment fp
      WHERE fp.contract = \(contract) AND fp.deleted_at IS NULL), 0)
    """
  }

  static func planned(contract: SQL) -> SQL {
    """
    ifnull((SELECT sum(fr.amount) FROM receivable fr
      WHERE fr.contract = \(contract) AND fr.deleted_at IS NULL), 0)
    """
  }

  /// How long the oldest of the receivables has been overdue; 0 when none is.
  private func overdueDays(_ balance: SQL, where condition: SQL) -> SQL {
    """
    iif(\(condition), ifnull((SELECT \(daysSince("min(b.due)")) FROM \(balance) b
      WHERE b.due < \(today.description) AND b.paid < b.amount), 0), 0)
    """
  }

  /// The days from a column's day to today.
  private func daysSince(_ day: SQL) -> SQL { "(\(today.number) - \(DayNumber.sql(day)))" }
}
