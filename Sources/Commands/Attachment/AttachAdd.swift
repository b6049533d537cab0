import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm attach add`: hangs files on a record.
struct AttachAdd: Command {
  var record: String?
  var files: [FilePath] = []
  var name: String?

  static let spec = CommandSpec(
    "attach", "add", summary: "Hang files on a record",
    discussion: """
      The store keeps a copy of its own, equal contents once. Files hang on customers, contacts, leads, \
      opportunities, contracts, activities, tasks, tickets and products, and are deleted and restored with them. \
      'crm attach settings' says how large a file may be (exit 6).
      """,
    initial: AttachAdd(),
    arguments: [
      .operand(
        "RECORD", \.record, "The record: a customer, or NOUN/ID", isRequired: true,
        completion: .dynamic("customer")),
      .operand(
        name: "FILE", help: "The files; - is standard input", completion: .file,
        isRepeatable: true, apply: { $0.files.append(try FilePath(argument: $1)) }),
      .option(
        "name", value: "TEXT", \.name, "What the one file is called; its own name when not given"),
    ],
    examples: [
      Example("crm attach add 华为技术有限公司 products.csv", "A file on a customer"),
      Example("crm attach add ticket/1 leads.csv products.csv", "Several on a ticket"),
      Example(
        "crm config export | crm attach add 华为技术有限公司 - --name 配置.yaml", "What a command prints"),
    ], seeAlso: ["attach list", "attach get", "backup create"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let record, !files.isEmpty else {
      throw UserError(
        .usage, "no file is named", code: "E_REQUIRED",
        hints: ["name one or several, or - for input"])
    }
    guard name == nil || files.count == 1 else {
      throw UserError(.usage, "--name is for one file, not for \(files.count)")
    }
    let opened = try files.map { path in
      AttachmentAddition.File(
        try ImportArguments.source(path), name: try name ?? Self.name(of: path))
    }
    let written = try AttachmentAddition(context.session).add(opened, to: record)
    let result = written.value
    let count = ChangedRecords.count(result.added.count, .attachment)
    return .change(
      ChangeReport(
        result.added.isEmpty ? "nothing changed" : "added \(count) to \(result.record)", written,
        records: result.added.map { .init(Noun.attachment.reference($0.id), title: $0.name) }))
  }

  /// The last component of a path, whatever its bytes are.
  private static func name(of path: FilePath) throws -> String {
    guard !path.isStandardStream else {
      throw UserError(
        .usage, "what comes from standard input needs a name", code: "E_REQUIRED",
        hints: ["give it one: --name TEXT"])
    }
    let slash = UInt8(ascii: "/")
    let last = path.bytes.split(separator: slash).last ?? []
    return String(decoding: last, as: UTF8.self)
  }
}
