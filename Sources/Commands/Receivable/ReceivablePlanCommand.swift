import CRM
import Catalogue
import CommandLineKit
import Values

extension ReceivablePlan.Interval: ChoiceValue {}

/// `crm receivable plan`: what is left of a contract, in parts.
struct ReceivablePlanCommand: Command {
  var contract: String?
  var parts: Int?
  var shares: String?
  var every = ReceivablePlan.Interval.month
  var from: String?

  static let spec = CommandSpec(
    "receivable", "plan", summary: "Split a contract into receivables",
    discussion: """
      What is not planned yet of the contract's amount becomes parts of equal size, or by shares; together they \
      are that amount to the cent. The first is due on the day on which the contract was signed, \
      unless --from says otherwise.
      """,
    initial: ReceivablePlanCommand(),
    arguments: [
      .operand(
        "CONTRACT", \.contract, "The contract, by id, number or name", isRequired: true,
        completion: .dynamic("contract")),
      .option("parts", value: "N", \.parts, "So many equal parts"),
      .option("shares", value: "P,P,…", \.shares, "Parts in percent, which come to 100: 30,60,10"),
      .option("every", value: "week|month|quarter|year", \.every, "How far apart they are due"),
      .option("from", value: "DAY", \.from, "When the first is due"),
    ],
    examples: [
      Example("crm receivable plan 2 --parts 3 --every month", "Three months, equal parts"),
      Example("crm receivable plan 2 --shares 30,60,10 --from 2026-03-15", "By shares"),
    ], seeAlso: ["receivable add", "contract show"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard let contract else { throw UserError(.usage, "no contract is named") }
    let today = try session.today()
    let first = try from.map { try DateWords.day($0, today: today).value }
    let written = try ReceivablePlan(
      try wanted(), every: every, from: first, session: session
    ).run(contract)
    let records = written.value.receivables.map {
      ChangeReport.Record(Noun.receivable.reference($0.id), title: $0.name)
    }
    return .change(
      ChangeReport(
        "planned \(ChangedRecords.count(records.count, .receivable)) of \(written.value.contract)",
        written, records: records))
  }

  private func wanted() throws -> ReceivablePlan.Parts {
    switch (parts, shares) {
    case (let parts?, nil):
      guard (1...120).contains(parts) else {
        throw UserError(.usage, "--parts is a number from 1 to 120", code: "E_PARTS")
      }
      return .equal(parts)
    case (nil, let shares?):
      let percent = FixedPoint(digits: 2)
      let read = try shares.split(separator: ",").map {
        try percent.parse(TrimmedBytes.trimmed($0.filter { $0 != "%" }))
      }
      guard !read.isEmpty, read.count <= 120, read.allSatisfy({ (1...10_000).contains($0) }),
        read.reduce(0, +) == 10_000
      else {
        throw UserError(
          .usage, "the shares '\(shares)' do not come to 100", code: "E_PARTS",
          hints: ["write percents such as 30,60,10"])
      }
      return .shares(read)
    default:
      throw UserError(
        .usage, "either --parts or --shares is needed", code: "E_PARTS",
        hints: ["--parts 3, or --shares 30,60,10"])
    }
  }
}
