import CRM
import Catalogue
import Tabular

/// The answer to `--fields help`: what a noun's records can be listed with.
enum FieldHelp {
  /// Where help tells about fields that only the store knows.
  static func customFields(_ noun: Noun) -> String {
    noun.describesStore
      ? "" : "Custom fields are options, too; 'crm field list' shows them."
  }

  static func feed(_ noun: Noun, in context: CommandContext) throws -> RowFeed {
    let noun = try context.session.noun(noun)
    let names = try RecordColumns(noun, session: context.session).names
    let columns = [
      Column("field", label: "Field", kind: .text), Column("label", label: "Label", kind: .text),
      Column("help", label: "Meaning", kind: .text),
    ]
    var feed = RowFeed(columns: columns) { _, sink in
      for name in names {
        let field = noun.field(name) ?? noun.facts.first { $0.name == name }
        sink.row.append(text: name)
        sink.row.append(text: field?.label[context.language] ?? "")
        sink.row.append(text: field?.help ?? derivedMeaning(of: name, noun))
        try sink.send()
      }
    }
    feed.isSelected = true
    return feed
  }

  private static func derivedMeaning(of name: String, _ noun: Noun) -> String {
    switch name {
    case "id": "The number of the record"
    case "ref": "The record as \(noun.name)/ID, for the next command"
    default: "The record behind \(name.dropLast(3)), as NOUN/ID"
    }
  }
}
