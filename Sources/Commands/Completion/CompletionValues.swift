import CommandLineKit
import Tabular
import Values

/// `crm __complete KIND PREFIX`: the candidates for a value, one a line, each with an explanation
/// after a tab.
///
/// Shells ask in the middle of typing, where a message would only disturb: without a store, without
/// a user, or for a kind that is not known there is nothing.
struct CompletionValues: Command {
  var kind = ""
  var prefix = ""

  static let spec = CommandSpec(
    "__complete", summary: "Print candidates for a value", initial: CompletionValues(),
    arguments: [
      .operand("KIND", \.kind, "What the value is", isRequired: true),
      .operand("PREFIX", \.prefix, "What is typed already"),
    ])

  func run(in context: CommandContext) throws -> Outcome {
    guard let catalogue = try? context.session.catalogue,
      let kind = CompletionKind(kind, catalogue: catalogue),
      let candidates = try? kind.candidates(for: prefix, session: context.session)
    else { return .nothing }
    // A text that would need escaping cannot be typed, so it is no candidate.
    let lines = candidates.filter { TerminalText.escaped($0.text) == $0.text }.map {
      "\($0.text)\t\(TerminalText.escaped($0.explanation))\n"
    }
    return .text(lines.joined())
  }
}
