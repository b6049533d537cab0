import CRM
import Catalogue
import CommandLineKit

extension HelpTopics {
  /// The configuration file, for `crm help config` and crm-config(5); its tables are those of the
  /// catalogue.
  static var configuration: ManTopic {
    ManTopic(
      name: "crm-config", section: 5, summary: "The configuration file of crm",
      parts: [description, meaning, changes, settings] + sections.map(part) + [example])
  }

  private static let description = ManTopic.Part(
    "Description",
    [
      .paragraph(
        "'crm config export' writes what configures a store as a file; 'crm config plan' shows what "
          + "applying a file would change, and 'crm config apply' does it, as one operation that "
          + "'crm undo' takes back. The templates of 'crm init' are such files. They are YAML, "
          + "without anchors, aliases and tags, in UTF-8, and begin with the version of the format:"
      ),
      .code(["version: 1"]),
      .paragraph(
        "Records are named as people name them; ids do not occur. A reference is the name of a "
          + "record, which may stand further on in the file. The order of records that have a "
          + "position is the order in the file. Comments are for readers: an export does not keep "
          + "them. The same configuration always gives the same file."),
    ])

  private static let meaning = ManTopic.Part(
    "Meaning",
    [
      .list([
        "A section that stands in the file is complete: what it does not have is removed. A section "
          + "that is absent is left alone, and so are an option list and the stages of a pipeline "
          + "that are absent. An empty list, [], removes all.",
        "Settings are values of the store as a whole; one that the file does not name is left alone.",
        "A record that stands in the file is complete, too: a field that is absent has its default, "
          + "or no value.",
        "Values are read as the options of the single commands read them, and whatever those "
          + "refuse is refused here, with file, line and column.",
        "A text may stand in two languages, as {en: Sales, zh: 销售}: the one of CRM_LANG is taken.",
      ])
    ])

  private static let changes = ManTopic.Part(
    "Names that change",
    [
      .paragraph("Two more fields may stand in a record; an export does not have them."),
      .definitions([
        .init(
          "renamed_from",
          "The name that the record had before. It keeps its id, its history and whatever refers "
            + "to it. Without it the old record is removed and a new one added."),
        .init(
          "replaced_by",
          "The record is removed, and whatever has it as a value gets this one instead: entries of "
            + "option lists, and open stages with the opportunities in them. Besides it only the "
            + "name stands there. Both are ignored once they are done."),
      ]),
      .code([
        "dicts:", "  customer.level:", "    - {key: A, label_en: Key account}",
        "    - {key: C, replaced_by: A}",
      ]),
    ])

  // MARK: Sections

  private static var settings: ManTopic.Part {
    ManTopic.Part(
      "The section settings",
      [
        .paragraph("A mapping of names to values."),
        .definitions(
          Setting.all.map { setting in
            .init(
              "\(setting.name): \(setting.field.type.placeholder)",
              "\(setting.field.help). \(setting.standard) in a new store.")
          }),
      ])
  }

  private static var sections: [ConfigurationLayout] {
    ConfigurationLayout.sections(of: .builtIn)
  }

  private static func part(on section: ConfigurationLayout) -> ManTopic.Part {
    let noun = section.noun
    let scope = section.group.map { " for every \($0.name)" } ?? ""
    let what = "A list of records\(scope): \(noun.summary)."
    var blocks: [ManTopic.Block] = [.paragraph(what), fields(of: section)]
    for part in section.parts {
      blocks.append(
        .paragraph("\(part.name) within a \(noun.name), a list of records: \(part.noun.summary)."))
      blocks.append(fields(of: part))
    }
    return ManTopic.Part("The section \(section.name)", blocks)
  }

  private static func fields(of section: ConfigurationLayout) -> ManTopic.Block {
    .definitions(
      ([section.title] + section.fields).map { field in
        .init("\(field.name): \(field.type.placeholder)", "\(field.help)." + remark(on: field))
      })
  }

  private static func remark(on field: Field) -> String {
    if field.isRequired { return " Required." }
    switch (field.defaultValue, field.type) {
    case (.integer(let value)?, .bool): return " \(value == 0 ? "false" : "true") when absent."
    case (.integer(let value)?, _): return " \(value) when absent."
    case (.text(let text)?, _): return " \(text) when absent."
    default: return ""
    }
  }

  private static let example = ManTopic.Part(
    "Examples",
    [
      .code([
        "version: 1", "", "pipelines:", "  - name: Sales", "    allow_skip: true", "    stages:",
        "      - {name: Interest, probability: 10}",
        "      - {name: Offer, renamed_from: Quote, probability: 60}",
        "      - {name: Won, kind: won}", "      - {name: Lost, kind: lost}", "", "views:",
        "  - name: neglected", "    noun: customer",
        "    condition: days_since(last_activity) > 60",
      ]),
      .code([
        "crm config export -o crm.yaml", "crm config plan crm.yaml",
        "crm config apply crm.yaml -m 'new stages'",
      ]),
    ])
}
