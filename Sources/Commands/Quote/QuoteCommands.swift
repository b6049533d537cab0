import CRM
import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum QuoteCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(QuoteAdd.spec(noun)) { try $0.run(in: $1) },
      CommandEntry(QuoteShow.self), CommandEntry(QuoteSubmit.self), CommandEntry(QuoteApprove.self),
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
