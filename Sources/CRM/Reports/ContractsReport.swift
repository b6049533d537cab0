import Catalogue
import Store

extension Report {
  /// What was signed (合同分析).
  static let contracts = Report(
    "contracts", "Contracts", "合同分析", summary: "Contracts signed, and what was paid of them",
    definition: """
      Contracts by the day on which they were signed; a period limits them by it and leaves out drafts
      without one. Only an approved contract counts as deal and revenue.

      contracts          approved contracts
      amount             the sum of their amounts
      mean               amount / contracts, half up
      customers          different customers among them
      received           what was ever paid of them, refunds taken off
      outstanding        what is still to be paid of them: amount - received of each, never below 0
      collected          received / amount, in percent with two decimals, half up
      unapproved         contracts that are drafts, pending, rejected or withdrawn
      unapproved_amount  the sum of their amounts
      void               contracts that were made void, with or without payments

      Deleted contracts and payments do not count. --owner and --team look at the present owner. The
      source is that of the opportunity, else of the customer. By product, a contract counts once in
      the group of each product of its lines. --ids takes a group, and contracts, unapproved or void
      behind it.
      """,
    noun: .contract,
    dimensions: ReportDimension.calendar("r.signed") + ReportDimension.ofContract("r") + [
      .words(
        "approval", "Approval", "审批状态", of: "r.approval",
        ContractApproval.allCases.map { ($0.rawValue, $0.label) }),
      .named(
        "product", "Product", "产品", of: "line.product",
        join: """
          LEFT JOIN (SELECT DISTINCT contract, product FROM contract_line) line
            ON line.contract = r.id
          """, table: "product", code: "code", shown: "active AND deleted_at IS NULL"),
    ], by: ["month"],
    measures: [
      .count("contracts", "Contracts", "合同数", where: isApproved),
      .sum("amount", "Amount", "合同金额", of: "r.amount", where: isApproved),
      .mean("mean", "Mean", "平均金额", of: "f.amount", over: "f.contracts"),
      .distinct("customers", "Customers", "客户数", of: "r.customer", where: isApproved),
      .sum("received", "Received", "已回款", of: received, where: isApproved),
      .sum(
        "outstanding", "Outstanding", "未回款",
        of: "max(r.amount - \(received), 0)", where: isApproved),
      .share("collected", "Collected", "回款率", of: "f.received", in: "f.amount"),
      .count("unapproved", "Unapproved", "未通过审批", where: isUnapproved),
      .sum("unapproved_amount", "Unapproved amount", "未通过金额", of: "r.amount", where: isUnapproved),
      .count("void", "Void", "作废", where: "r.approval = 'void'"),
    ], chart: "amount", options: [.period, .conditions, .owner],
    examples: [
      ("crm report contracts --period 2026", "Month by month"),
      ("crm report contracts --by owner,quarter", "Every user, quarter by quarter"),
      ("crm report contracts --by status --fields status,contracts,amount", "How far they are"),
      ("crm report contracts --by= --ids unapproved", "What is not approved yet"),
    ],
    content: .figures(
      ReportSource(from: { _ in "contract r NOT INDEXED" }, moment: "r.signed", isDay: true)))

  private static let received = ContractFacts.received(contract: "r.id")
  private static let isApproved: SQL = "r.approval = 'approved'"
  private static let isUnapproved: SQL = "r.approval NOT IN ('approved', 'void')"
}
