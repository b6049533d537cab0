import CommandLineKit
import Tabular
import Values

extension OutputFormat: ChoiceValue {}

/// When to use colour.
package enum ColorChoice: String, ChoiceValue {
  case auto, always, never
}

/// The options that stand anywhere on every command line.
package struct GlobalOptions: Sendable {
  package var store: FilePath?
  package var directory: FilePath?
  package var asUser: String?
  package var format: OutputFormat?
  package var output: FilePath?
  package var fields: String?
  package var sort: [String] = []
  package var limit: Int?
  package var hasHeader = true
  package var isNullSeparated = false
  package var color = ColorChoice.auto
  package var usesPager = true
  package var showsProgress = true
  package var isQuiet = false
  package var isVerbose = false
  package var isDryRun = false
  package var answersYes = false
  package var mayAsk = true
  package var runsHooks = true
  package var checksEmptiness = false
  package var lockTimeout: Int?
  package var isReadOnly = false
  package var message: String?

  package static let group = OptionGroup(
    initial: GlobalOptions(),
    arguments: [
      .option(
        "store", value: "DIR", \.store, "Use this store instead of CRM_STORE or the nearest .crm",
        completion: .directory),
      .option(
        "directory", short: "C", value: "DIR", \.directory, "Work in this directory",
        completion: .directory),
      .option(
        "as", value: "USER", \.asUser, "Act as this user; only admins may",
        completion: .dynamic("user")),
      .option("format", short: "O", value: "FORMAT", \.format, "Write in this format"),
      format("json", .json), format("ndjson", .ndjson), format("csv", .csv), format("tsv", .tsv),
      .option(
        "output", short: "o", value: "FILE", \.output,
        "Write to a file; its extension picks the format", completion: .file),
      .option(
        name: "fields", short: "F", value: "a,b|+a,-b|help",
        help: "Show these fields, or add and drop some", completion: .dynamic("fields"),
        separatesAtCommas: true, apply: { $0.fields = try $1.refusingEmpty(called: "a,b").string() }
      ),
      .option(
        "sort", value: "FIELD,-FIELD", \.sort, "Sort by fields; - in front descends",
        completion: .dynamic("fields"), separatesAtCommas: true),
      .option("limit", value: "N", \.limit, "Show at most N rows"),
      .flag("header", \.hasHeader, "Write no header line"),
      .flag("null", short: "z", \.isNullSeparated, "End lines with NUL, on output and for --stdin"),
      .option("color", value: "WHEN", \.color, "Use colour"),
      .flag("pager", \.usesPager, "Show long output without a pager"),
      .flag("progress", \.showsProgress, "Show no progress on a terminal"),
      .flag("quiet", short: "q", \.isQuiet, "Say nothing but errors"),
      .flag("verbose", short: "v", \.isVerbose, "Say which store and user, and the operation"),
      .flag("dry-run", short: "n", \.isDryRun, "Do everything, then take it back"),
      .flag("yes", short: "y", \.answersYes, "Answer yes to every question"),
      .flag("input", \.mayAsk, "Ask nothing, even on a terminal"),
      .flag("hooks", \.runsHooks, "Leave hooks to 'crm hook deliver'"),
      .flag(
        "exit-status", short: "e", \.checksEmptiness,
        "Exit 1 when there are no rows, or nothing changes"),
      .option(
        "lock-timeout", value: "SECONDS", \.lockTimeout, "Wait so long for another writer (5)"),
      .flag("readonly", \.isReadOnly, "Refuse to write"),
      .option("message", short: "m", value: "TEXT", \.message, "Record why, with the operation"),
    ],
    conflicts: [["quiet", "verbose"]])

  private static func format(_ name: String, _ format: OutputFormat) -> Argument<GlobalOptions> {
    .flag(name: name, help: "Write \(name)") { options, isOn in
      options.format = isOn ? format : nil
    }
  }
}

extension GlobalOptions {
  /// Refuses a file whose name promises a format that crm does not write: it would hold another.
  func refuseUnwritableFile() throws {
    guard let text = output?.description, let dot = text.lastIndex(of: ".") else { return }
    let name = text[text.index(after: dot)...].lowercased()
    guard ["xlsx", "xls", "html", "htm", "pdf", "ods"].contains(name) else { return }
    throw UserError(
      .usage, "crm cannot write .\(name) files", code: "E_FORMAT",
      hints: ["for Excel: crm export csv NOUN --excel -o FILE.csv"])
  }

  /// The format asked for by an option or by the extension of the output file.
  var chosenFormat: OutputFormat? {
    if let format { return format }
    guard let output, let text = try? StoreLocation.text(output),
      let dot = text.lastIndex(of: ".")
    else { return nil }
    return OutputFormat(fileExtension: String(text[text.index(after: dot)...]))
  }

  /// The format chosen, a table on a terminal, else what suits a pipe.
  func format(piped: OutputFormat, isTerminal: Bool) -> OutputFormat {
    chosenFormat ?? (isTerminal && output == nil ? .table : piped)
  }
}
