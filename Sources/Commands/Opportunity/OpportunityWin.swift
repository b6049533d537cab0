import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm opportunity win`: closes opportunities as won.
struct OpportunityWin: Command {
  var opportunities = RecordSelection()
  var amount: String?
  var at: String?
  var draftsContract = false

  static let spec = CommandSpec(
    "opportunity", "win", summary: "Close opportunities as won",
    discussion: "A won opportunity needs an amount greater than zero.", initial: OpportunityWin(),
    arguments: .opportunities(\OpportunityWin.opportunities) + [
      .option("amount", value: "AMOUNT", \.amount, "The amount of the deal"),
      .closingDay(\.at),
      .flag("contract", \.draftsContract, "Make a draft of a contract of each, with its lines"),
    ],
    examples: [
      Example("crm opportunity win 7 --amount 120000", "Opportunity 7 is won for 120,000"),
      Example("crm opportunity win 7 --contract", "… and its contract is drafted"),
    ], seeAlso: ["opportunity lose", "stage advance"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try opportunities.requireAny()
    guard amount == nil || (opportunities.references.count == 1 && opportunities.filter.isEmpty)
    else { throw UserError(.usage, "--amount is for one opportunity, which is named") }
    let currency = try session.settings().currency
    let amount = try amount.map { try Money.parse($0, currency: currency) }
    let at = try at.map { try ClosingInstant.read($0, session: session) }
    return .change(
      try OpportunityClosing(
        .won(amount: amount), at: at, draftingContracts: draftsContract, session: session
      ).run(opportunities))
  }
}
