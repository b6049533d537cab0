import CRM
import Catalogue
import CommandLineKit

/// `--where` and `--view`, which every list and every command on many records take.
enum FilterArguments {
  /// The records of a command: operands, or conditions.
  static func selection<C>(
    of noun: Noun, _ selection: any WritableKeyPath<C, RecordSelection> & Sendable, _ help: String
  ) -> [Argument<C>] {
    [
      .operand(
        name: noun.name.uppercased(), help: help, completion: .dynamic(noun.name),
        isRepeatable: true,
        apply: { $0[keyPath: selection].references.append(try $1.string()) })
    ] + arguments { try $1(&$0[keyPath: selection].filter) }
  }

  static func arguments<C>(
    _ filter: any WritableKeyPath<C, RecordFilter> & Sendable
  ) -> [Argument<C>] {
    arguments { try $1(&$0[keyPath: filter]) }
  }

  /// The options, for a command that keeps its filter where `change` finds it.
  static func arguments<C>(
    _ change:
      @escaping @Sendable (inout C, (inout RecordFilter) throws -> Void) throws -> Void
  ) -> [Argument<C>] {
    [
      .option(
        name: "where", value: "CONDITION",
        help: "Only those that meet the condition (crm help conditions)", isRepeatable: true,
        apply: { command, text in try change(&command) { $0.conditions.append(try text.string()) } }
      ),
      .option(
        name: "view", value: "VIEW", help: "Only those that the view selects",
        completion: .dynamic(Noun.view.name), isRepeatable: true,
        apply: { command, text in try change(&command) { $0.views.append(try text.string()) } }),
    ]
  }
}
