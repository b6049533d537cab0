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
        completion: .choices(Catalogue.builtIn.nouns.filter { !$0.isReadOnly }.map(\.name))),
      .flag("historic", \.isHistoric, "With the columns that only --historic takes"),
    ],
    examples: [Example("crm import template contact -o contacts.csv", "A file to fill in")])

  func run(in context: CommandContext) throws -> Outcome {
    let noun = try context.importedNoun(named: noun)
    let names = try FileImport.columnNames(
      of: noun, in: context.session.availableCatalogue, isHistoric: isHistoric)
    let feed = RowFeed(columns: names.map { Column($0) }) { _, _ in }
    return .file(feed, FileForm(.csv))
  }
}

extension CommandContext {
  /// The noun of this name; an unknown one is a usage error with suggestions.
  func noun(named name: String) throws -> Noun {
    try noun(named: name, among: session.availableCatalogue.nouns)
  }

  /// The same for nouns whose records people may bring in.
  func importedNoun(named name: String) throws -> Noun {
    let nouns = try session.availableCatalogue.nouns
    if let noun = Catalogue(nouns).noun(name), noun.isReadOnly {
      throw UserError(.usage, "\(noun.plural) are made by crm itself, and not imported")
    }
    return try self.noun(named: name, among: nouns.filter { !$0.isReadOnly })
  }

  private func noun(named name: String, among nouns: [Noun]) throws -> Noun {
    if let noun = Catalogue(nouns).noun(name) { return noun }
    let names = nouns.map(\.name)
    throw UserError(
      .usage, "no noun '\(name)'",
      hints: [NearestNames.hint(for: name, among: names)].compactMap { $0 }
        + ["nouns: \(names.joined(separator: ", "))"])
  }
}
