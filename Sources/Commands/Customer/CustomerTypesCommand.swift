import CRM
import CommandLineKit
import Tabular

extension CustomerTypes.Offer: ChoiceValue {}

/// `crm customer types`: which types of customers the store has.
struct CustomerTypesCommand: Command {
  var offer: CustomerTypes.Offer?

  static let spec = CommandSpec(
    "customer", "types", summary: "Show or set which types of customers there are",
    discussion: """
      A store has enterprises, individuals, or both. What it does not have is refused, and a \
      customer is of the only type there is when nobody says. A type of which there are customers \
      is not taken away.
      """,
    initial: CustomerTypesCommand(),
    arguments: [
      .operand("TYPES", \.offer, "Which: enterprise, individual or both; shown when not given")
    ],
    examples: [
      Example("crm customer types", "As it is"),
      Example("crm customer types both --dry-run", "Whether that could be"),
    ], seeAlso: ["customer add"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard let offer else {
      let types = try session.read { try CustomerTypes(in: $0) }
      return .document(.object([.init("types", .text(types.offer.rawValue))]))
    }
    let written = try CustomerTypes.write(offer, session: session)
    return .change(
      ChangeReport(
        "the store has \(offer == .both ? "enterprises and individuals" : "\(offer.rawValue)s")",
        written, details: [.init("types", .text(offer.rawValue))]))
  }
}
