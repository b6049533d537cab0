import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm rule run classification`: matches all records anew.
struct RuleRunClassification: Command {
  var noun: String?
  var field: String?

  static let spec = CommandSpec(
    "rule", "run", "classification", summary: "Match all records with the rules anew",
    discussion: """
      On save, the rules look at what changed, new score rules and bands included. This looks at all records: after rules were added or \
      changed, and where conditions depend on the day. It prints what changes; with --dry-run \
      nothing does. A second run changes nothing.
      """,
    initial: RuleRunClassification(),
    arguments: [
      .option("noun", value: "NOUN", \.noun, "Only fields of this noun"),
      .option("field", value: "FIELD", \.field, "Only this field"),
    ],
    examples: [
      Example("crm rule run classification --dry-run", "What a run would change")
    ], seeAlso: ["rule test", "classification add"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let written = try ClassificationRun(session).run(noun: noun, field: field)
    let records = written.value.records
    // A document names the records under "changed"; other formats print the changes as rows.
    let isJSON = context.globals.format == .json
    return .change(
      ChangeReport(
        "reclassified \(records) record\(records == 1 ? "" : "s")", written,
        records: isJSON ? try Self.records(of: written.value) : [],
        details: [.init("reclassified", .integer(Int64(records)))],
        rows: Self.feed(written.value, session.language)))
  }

  private static func records(of result: ClassificationRun.Result) throws -> [ChangeReport.Record] {
    var records: [ChangeReport.Record] = []
    var row = RowBuffer()
    while try result.changes.next(into: &row) {
      let reference = row[0].string
      if records.last?.reference != reference {
        records.append(.init(reference, title: row[1].string))
      }
    }
    return records
  }

  private static func feed(
    _ result: ClassificationRun.Result, _ language: Language
  ) -> RowFeed {
    let names = [
      ("ref", "Record", "记录"), ("title", "Title", "名称"), ("field", "Field", "字段"),
      ("before", "Before", "之前"), ("after", "After", "之后"), ("cause", "Cause", "原因"),
    ]
    let columns = names.map { name, english, chinese in
      Column(name, label: Label(english, chinese)[language], kind: .text)
    }
    return RowFeed(columns: columns) { _, sink in
      while try result.changes.next(into: &sink.row) { try sink.send() }
    }
  }
}
