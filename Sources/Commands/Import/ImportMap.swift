import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm import map`: what an import would take each column of a file for, as a file to edit.
struct ImportMap: Command {
  var file: FilePath?
  var noun = "customer"
  var isHistoric = false
  var encoding = "auto"

  static let spec = CommandSpec(
    "import", "map", summary: "Propose a mapping of a file's columns",
    discussion: "The output is a file for --map; a column without a field is left out.",
    initial: ImportMap(),
    arguments: [
      .operand("FILE", \.file, "The file", isRequired: true, completion: .file),
      .option(
        "into", value: "NOUN", \.noun, "What the rows are",
        completion: .choices(Catalogue.builtIn.nouns.filter { !$0.isReadOnly }.map(\.name))),
      .flag("historic", \.isHistoric, "With the columns that only --historic takes"),
      .option("encoding", value: "NAME", \.encoding, "The encoding of the file"),
    ],
    examples: [
      Example("crm import map leads.csv > leads.map", "A proposal to edit"),
      Example("crm import csv leads.csv --map leads.map", "Use it"),
    ])

  func run(in context: CommandContext) throws -> Outcome {
    guard let file else { throw UserError(.usage, "no file to look at") }
    let reader = try CSVReader(
      source: try ImportArguments.source(file), name: file.description,
      dialect: CSVDialect(encoding: encoding))
    let lines = try FileImport.proposal(
      for: try CSVHeader(reader).names, of: try context.importedNoun(named: noun),
      in: context.session.availableCatalogue, isHistoric: isHistoric)
    return .text(lines.map { "\($0.column)=\($0.target ?? "")\n" }.joined())
  }
}
