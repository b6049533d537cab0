import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm import template`: an empty file with the header that an import of the noun reads.
struct ImportTemplate: Command {
  var noun = "customer"
  var isHistoric = false

  static let spec = CommandSpec(
    "import", "template", summary: "Write a header row to fill in",
    initial: ImportTemplate(),
    arguments: [
      .operand(
        "NOUN", \.noun, "What the rows will be",
        completion: .choices(Catalogue.builtIn.nouns.map(\.name))),
      .flag("historic", \.isHistoric, "With the columns that only --historic takes"),
    ],
    examples: [Example("crm import template contact -o contacts.csv", "A file to fill in")])

  func run(in context: CommandContext) throws -> Outcome {
    let noun = try context.noun(named: noun)
    let names = try FileImport.columnNames(
      of: noun, in: context.session.availableCatalogue, isHistoric: isHistoric)
    let feed = RowFeed(columns: names.map { Column($0) }) { _, _ in }
    return .file(feed, FileForm(.csv))
  }
}

extension CommandContext {
  /// The noun of this name; an unknown one is a usage error with suggestions.
  func noun(named name: String) throws -> Noun {
    let catalogue = try session.availableCatalogue
    if let noun = catalogue.noun(name) { return noun }
    let names = catalogue.nouns.map(\.name)
    throw UserError(
      .usage, "no noun '\(name)'",
      hints: [NearestNames.hint(for: name, among: names)].compactMap { $0 }
        + ["nouns: \(names.joined(separator: ", "))"])
  }
}
