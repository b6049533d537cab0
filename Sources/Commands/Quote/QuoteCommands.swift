import CRM
import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum QuoteCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(QuoteAdd.spec(noun)) { try $0.run(in: $1) },
      RecordShow.entry(
        noun, summary: "Show a quote with its lines, sums and versions",
        discussion: """
          The total is the sum of the lines less the discount in percent, rounded half up, less the \
          discount amount.
          """,
        examples: [Example("crm quote show 1", "The whole document")],
        seeAlso: ["quote line list", "quote revise"]),
      CommandEntry(QuoteSubmit.self), CommandEntry(QuoteApprove.self),
      CommandEntry(QuoteSend.self), CommandEntry(QuoteAccept.self), CommandEntry(QuoteReject.self),
      CommandEntry(QuoteRevise.spec(noun)) { try $0.run(in: $1) },
      CommandEntry(QuoteSettingsCommand.self),
    ] + LineCommands.entries(of: .quote)
  }
}

extension Array {
  /// The quotes that a verb works on, named or selected by conditions.
  static func quotes<C>(
    _ selection: any WritableKeyPath<C, RecordSelection> & Sendable
  ) -> [Argument<C>] where Element == Argument<C> {
    FilterArguments.selection(of: .quote, selection, "The quotes, by id or number")
  }
}
