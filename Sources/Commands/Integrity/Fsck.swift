import CRM
import CommandLineKit
import Tabular
import Values

/// `crm fsck`: checks the whole store.
struct Fsck: Command {
  static let spec = CommandSpec(
    "fsck", summary: "Check the store",
    discussion: """
      Checks the database file, all references, and everything that always holds, such as that a \
      customer has one owner or one pool. Exits 1 when something is wrong. What is merely left over, \
      such as the file of an attachment whose command was killed, is named with what removes it and is \
      no problem. Changes nothing.
      """,
    initial: Fsck(), arguments: [], examples: [Example("crm fsck", "Check everything")])

  func run(in context: CommandContext) throws -> Outcome {
    let findings = try IntegrityCheck(context.session).run()
    let columns = [
      Column("check", label: "Check", kind: .text),
      Column("problems", label: "Problems", kind: .integer),
      Column("records", label: "Records", kind: .list),
    ]
    let feed = RowFeed(columns: columns) { _, sink in
      for finding in findings {
        sink.row.append(text: finding.check)
        sink.row.append(integer: Int64(finding.isProblem ? finding.count : 0))
        sink.row.append(text: finding.sample.joined(separator: ","))
        try sink.send()
      }
    }
    for finding in findings where finding.count > 0 {
      guard let remedy = finding.remedy else { continue }
      context.session.note(
        "\(finding.count.counted("thing")) left over, which is harmless: \(remedy)")
    }
    let broken = findings.filter(\.isProblem)
    guard broken.isEmpty else {
      return .answer(
        .rows(feed),
        UserError(
          .no, "the store has problems: \(broken.map(\.check).joined(separator: "; "))",
          hints: ["'crm backup list' shows the backups"]))
    }
    context.session.note("the store is clean")
    return .rows(feed)
  }
}
