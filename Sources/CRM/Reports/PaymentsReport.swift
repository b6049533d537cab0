import Catalogue
import Store

extension Report {
  /// What was received (回款分析).
  static let payments = Report(
    "payments", "Payments", "回款分析", summary: "Money received by period, refunds apart",
    definition: """
      Payments by the day on which they were received; a period limits them by it.

      payments   payments, refunds left out
      received   the sum of their amounts
      refunds    how often money was given back
      refunded   the sum of that
      net        received - refunded
      contracts  different contracts that were paid for or refunded
      customers  different customers among them

      Money that was received for a contract that is void by now was received all the same. Deleted
      payments do not count. --owner and --team look at the present owner of the contract, and all
      groups but method and time at the contract and its customer. --ids takes a group, and payments or
      refunds behind it.
      """,
    noun: .payment,
    dimensions: ReportDimension.calendar("r.received") + [
      .entries("method", "Method", "回款方式", of: "r.method", list: "payment.method")
    ] + ReportDimension.ofContract("k"), by: ["month"],
    measures: [
      .count("payments", "Payments", "回款笔数", where: "r.amount > 0"),
      .sum("received", "Received", "回款金额", of: "r.amount", where: "r.amount > 0"),
      .count("refunds", "Refunds", "退款笔数", where: "r.amount < 0"),
      .sum("refunded", "Refunded", "退款金额", of: "-r.amount", where: "r.amount < 0"),
      .sum("net", "Net", "净回款", of: "r.amount"),
      .distinct("contracts", "Contracts", "合同数", of: "r.contract"),
      .distinct("customers", "Customers", "客户数", of: "k.customer"),
    ], chart: "net", options: [.period, .conditions, .owner],
    examples: [
      ("crm report payments --period 2026", "Month by month"),
      ("crm report payments --by owner --period 'last month'", "Who brought how much"),
      ("crm report payments --by method,month --chart", "How people pay"),
    ],
    content: .figures(
      ReportSource(
        from: { paymentsWithContracts($0) },
        calendarFrom: { _ in "(SELECT received FROM payment WHERE deleted_at IS NULL) r" },
        moment: "r.received", isDay: true, owner: "k.owner")))

  /// Payments with their contracts.
  private static func paymentsWithContracts(_ run: ReportRun) -> SQL {
    """
    payment r \(run.paymentAccess) CROSS JOIN contract k ON k.id = r.contract
      AND \(run.sees(.contract, "k"))
    """
  }
}
