import CRM
import Catalogue
import CommandLineKit

/// `crm classification pins`: the records that people decide although rules would.
struct ClassificationPinsCommand: Command {
  var classification: String?

  static let spec = CommandSpec(
    "classification", "pins", summary: "List the records that the rules leave alone",
    initial: ClassificationPinsCommand(),
    arguments: [
      .operand(
        "CLASSIFICATION", \.classification, "Only those of this field, such as customer.level",
        completion: .dynamic(Noun.classification.name))
    ],
    examples: [Example("crm classification pins", "All of them, the oldest first")],
    seeAlso: ["classification unpin"])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(try ClassificationPins.feed(of: classification, session: context.session))
  }
}
