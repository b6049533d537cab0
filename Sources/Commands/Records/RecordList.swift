import CRM
import Catalogue
import CommandLineKit
import Store
import Tabular
import Values

/// `crm NOUN list`: records with simple filters on fields.
struct RecordList: Sendable {
  /// Field name and wanted values; several values of one field are alternatives.
  var filters: [(field: String, texts: [String])] = []
  var filter = RecordFilter()
  var team: [String] = []
  var isMine = false
  /// Facts that are yes or no, as flags: `--overdue`, `--no-overdue`.
  var facts: [(name: String, holds: Bool)] = []
  var showsDeleted = false

  static func spec(_ noun: Noun) -> CommandSpec<RecordList> {
    CommandSpec(
      path: noun.path(of: "list"), aliases: ["ls"], summary: "List \(noun.plural)",
      discussion: "Repeated filters on one field are alternatives; an empty value (--owner=) "
        + "means that the field has none.",
      initial: RecordList(), arguments: arguments(noun),
      hasDynamicOptions: !noun.describesStore,
      examples: [Example("crm \(noun.command) list --limit 20", "The first twenty")],
      seeAlso: ["conditions"])
  }

  private static func arguments(_ noun: Noun) -> [Argument<RecordList>] {
    var arguments = FilterArguments.arguments(\RecordList.filter)
    arguments += noun.fields.filter(\.isFilterable).map(filter)
    arguments += noun.facts.filter(\.isChoice).map(filter)
    arguments += noun.facts.filter { $0.type == .bool }.map(flag)
    if let owner = noun.ownerField {
      let title = owner.label.english.lowercased()
      arguments += [
        .option(
          "team", value: "TEAM", \.team, "Only those whose \(title) is in this team or below it",
          completion: .dynamic("team")),
        .flag("mine", \.isMine, "Only those whose \(title) is the acting user"),
      ]
    }
    arguments.append(.flag("deleted", \.showsDeleted, "Show deleted records instead"))
    return arguments
  }

  private static func flag(on fact: Field) -> Argument<RecordList> {
    let name = fact.name
    return .flag(
      name: fact.optionName, help: "Only those that are \(fact.label.english.lowercased())",
      section: "Filters", apply: { $0.facts.append((name, $1)) })
  }

  private static func filter(on field: Field) -> Argument<RecordList> {
    let name = field.name
    return .option(
      name: field.optionName, value: field.type.placeholder,
      help: "Only those with this \(field.label.english.lowercased())",
      completion: field.completion, isRepeatable: true, section: "Filters",
      apply: { command, text in
        let text = try text.string()
        if let index = command.filters.firstIndex(where: { $0.field == name }) {
          command.filters[index].texts.append(text)
        } else {
          command.filters.append((name, [text]))
        }
      })
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let session = context.session
    let noun = try session.noun(noun)
    var query = try RecordQuery(noun, session: session)
    query.showsDeleted = showsDeleted
    query.sort = context.globals.sort
    query.limit = try context.globals.rowLimit()
    if context.globals.fields == "help" { return try .rows(FieldHelp.feed(noun, in: context)) }
    try session.read { db in
      let reader = try FieldReader(.option, session: session, db: db)
      for (name, texts) in filters {
        if let field = noun.field(name) ?? noun.facts.first(where: { $0.name == name }) {
          try query.filter(field, anyOf: texts, reader: reader)
        }
      }
      for (name, holds) in facts {
        guard let fact = noun.facts.first(where: { $0.name == name }) else { continue }
        try query.filter(fact, anyOf: [holds ? "yes" : "no"], reader: reader)
      }
      try query.add(filter, reader: reader)
      guard let owner = noun.ownerField?.column else { return }
      if isMine { query.conditions.append("r.\(identifier: owner) = \(try session.actor().id)") }
      if !team.isEmpty {
        let teams = try team.map { try reader.resolver(for: "team").id(for: $0) }
        query.conditions.append("r.\(identifier: owner) IN (\(TeamTree.members(of: teams)))")
      }
    }
    return .rows(try query.feed(fields: context.globals.fields, default: defaults(noun, context)))
  }

  /// Machine formats get every field, people the listed ones, `ids` the references.
  private func defaults(_ noun: Noun, _ context: CommandContext) throws -> [String]? {
    switch context.globals.format {
    case .ids: ["ref"]
    case .json, .ndjson, .line: try RecordQuery(noun, session: context.session).fieldNames
    default: nil
    }
  }
}

extension Field {
  fileprivate var isChoice: Bool {
    if case .choice = type { true } else { false }
  }

  /// Whether lists can be filtered by equality with a value of the field.
  var isFilterable: Bool {
    switch type {
    case .longText, .instant: false
    default: setter != .computed
    }
  }
}

extension GlobalOptions {
  /// `--limit` as a number of rows, when given.
  package func rowLimit() throws -> Int? {
    if let limit, limit < 0 { throw UserError(.usage, "--limit takes a number from 0 up") }
    return limit
  }
}
