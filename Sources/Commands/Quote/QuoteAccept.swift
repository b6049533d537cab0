import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm quote accept`: the customer takes the offer.
struct QuoteAccept: Command {
  var quote: String?
  var note: String?
  var draftsContract = false

  static let spec = CommandSpec(
    "quote", "accept", summary: "Note that the customer takes a quote",
    discussion: """
      Only a quote that was sent and has not expired is accepted, and of an opportunity one at most. \
      The opportunity follows it: the total becomes its amount, and the lines of the quote take the place \
      of its lines, where they differ. One that is won keeps both; for a lost one nothing is accepted. \
      'crm undo' takes all of it back.
      """,
    initial: QuoteAccept(),
    arguments: [
      .operand(
        "QUOTE", \.quote, "The quote, by id or number", isRequired: true,
        completion: .dynamic("quote")),
      .option("note", value: "TEXT", \.note, "What came with it"),
      .flag(
        "contract", \.draftsContract,
        "Make a draft of a contract of it, with its lines and its total"),
    ], seeAlso: ["quote reject", "opportunity win"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let quote else { return .nothing }
    let session = context.session
    let written = try QuoteDecision(session: session).accept(
      quote, note: note?.nonEmpty, draftingContract: draftsContract)
    let result = written.value
    let total = Money.format(
      result.total, digits: try session.settings().currency.minorDigits)
    let reference = Noun.quote.reference(result.quote)
    var summary = "accepted \(reference) \(result.number) at \(total)"
    if let lines = result.newLines, let opportunity = result.opportunity {
      summary +=
        "; \(Noun.opportunity.reference(opportunity)) has its "
        + (lines == 1 ? "line" : "\(lines) lines") + " now"
    }
    var records = [ChangeReport.Record(reference, title: result.number)]
    if let contract = result.contract {
      let drafted = Noun.contract.reference(contract.id)
      summary += "; drafted \(drafted) \(contract.number)"
      records.append(.init(drafted, title: contract.number))
    }
    return .change(
      ChangeReport(
        summary, written, records: records, details: [.init("total", .decimal(total))]))
  }
}
