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
        apply: { $0[keyPath: selection].references.append(try $1.string()) }),
      .option(
        name: "where", value: "CONDITION",
        help: "Those that meet the condition (crm help conditions)", isRepeatable: true,
        apply: { $0[keyPath: selection].filter.conditions.append(try $1.string()) }),
      .option(
        name: "view", value: "VIEW", help: "Those that the view selects",
        completion: .dynamic(Noun.view.name), isRepeatable: true,
        apply: { $0[keyPath: selection].filter.views.append(try $1.string()) }),
    ]
  }

  static func arguments<C>(
    of noun: Noun, _ filter: any WritableKeyPath<C, RecordFilter> & Sendable
  ) -> [Argument<C>] {
    [
      .option(
        name: "where", value: "CONDITION",
        help: "Only those that meet the condition (crm help conditions)",
        isRepeatable: true,
        apply: { $0[keyPath: filter].conditions.append(try $1.string()) }),
      .option(
        name: "view", value: "VIEW", help: "Only those that the view selects",
        completion: .dynamic(Noun.view.name), isRepeatable: true,
        apply: { $0[keyPath: filter].views.append(try $1.string()) }),
    ]
  }
}
