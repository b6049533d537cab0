import CRM
import CommandLineKit

/// `crm NOUN line export`: the product lines of all records as a file.
struct LineExport: Sendable {
  var isForExcel = false

  static func spec(_ owner: LineOwner) -> CommandSpec<LineExport> {
    CommandSpec(
      path: owner.path(of: "export"),
      summary: "Export the product lines of all \(owner.noun.plural)",
      discussion: """
        One row a line, in the order of the \(owner.noun.plural), as CSV unless --format or the name of \
        the file says otherwise. 'line import' reads it back. 'crm export csv \(owner.noun.name)' writes \
        the lines, too, in one column of each \(owner.noun.name).
        """,
      initial: LineExport(),
      arguments: [
        .flag(
          "excel", \.isForExcel,
          "For Excel: a byte order mark, CRLF, and text that would run as a formula made inert")
      ],
      examples: [
        Example("crm \(owner.noun.command) line export -o lines.csv", "All of them"),
        Example("crm \(owner.noun.command) line export --format ndjson", "For a script"),
      ], seeAlso: ["\(owner.noun.command) line import", "export csv"])
  }

  func run(_ owner: LineOwner, in context: CommandContext) throws -> Outcome {
    .file(
      try LineTable(of: owner, session: context.session).feedOfAll(),
      FileForm(context.globals.chosenFormat ?? .csv, isForExcel: isForExcel))
  }
}
