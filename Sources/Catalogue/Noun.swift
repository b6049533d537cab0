/// A kind of record, described once; everything generic is made from this description.
package struct Noun: Sendable {
  package var name: String
  /// The words behind `crm` that its verbs follow: its name, or more for what belongs to another.
  package var command: String
  package var plural: String
  package var aliases: [String]
  package var label: Label
  /// What it is, as one phrase for help and man pages.
  package var summary: String
  package var table: String
  package var fields: [Field]
  /// What follows from other records, such as the last activity of a customer: it can be listed,
  /// sorted and asked for in conditions like a field, and nobody sets it.
  package var facts: [Field]
  /// The field that names a record to people.
  package var titleField: String
  /// The fields, in order, whose value alone names a record in a reference.
  package var identifyingFields: [String]
  /// The order of a list that was not sorted otherwise; `-` in front descends.
  package var defaultSort: [String]
  /// Sets of columns whose values together are unique among live records, `external_id` included.
  package var uniqueFields: [[String]]
  /// Conditions on which records with equal unique fields count: the others may be equal.
  package var uniqueConditions: [[String]: String]
  /// Whether a record stays while live records refer to it (a team with members, a used stage).
  package var staysWhileUsed: Bool
  /// Whether its records configure the store: `crm config` exports and applies them.
  package var isConfiguration: Bool
  /// Whether its records describe the store itself: they have no custom fields, no forms, and no
  /// rules are about them.
  package var describesStore: Bool
  /// Whether people only read its records, which crm itself makes.
  package var isReadOnly: Bool
  /// The field by which a configuration file groups the records, each group complete in itself.
  package var groupField: String?

  package init(
    _ name: String, command: String? = nil, plural: String, aliases: [String] = [],
    _ english: String, _ chinese: String,
    summary: String, table: String? = nil, titleField: String = "name",
    identifyingFields: [String], defaultSort: [String] = ["id"],
    uniqueFields: [[String]] = [], uniqueConditions: [[String]: String] = [:],
    staysWhileUsed: Bool = false,
    isConfiguration: Bool = false, describesStore: Bool = false, isReadOnly: Bool = false,
    groupField: String? = nil,
    fields: [Field],
    facts: [Field] = []
  ) {
    self.name = name
    self.command = command ?? name
    self.plural = plural
    self.aliases = aliases
    label = Label(english, chinese)
    self.summary = summary
    self.table = table ?? name
    self.titleField = titleField
    self.identifyingFields = identifyingFields
    self.defaultSort = defaultSort
    self.uniqueFields = uniqueFields + [["external_id"]]
    self.uniqueConditions = uniqueConditions
    self.staysWhileUsed = staysWhileUsed
    self.isConfiguration = isConfiguration
    self.describesStore = describesStore
    self.isReadOnly = isReadOnly
    self.groupField = groupField
    self.fields = fields + Noun.commonFields
    self.facts = facts
  }

  /// What every record has.
  private static let commonFields: [Field] = [
    Field(
      "external_id", .text, "External id", "外部编号", aliases: ["ext_id", "外部ID"],
      "The record's id in another system; unique among records of this noun"),
    Field("created_at", .instant, "Created at", "创建时间", setter: .history, "When it was recorded"),
    Field(
      "created_by", .reference("user"), "Created by", "创建人", setter: .history, "Who recorded it"),
    Field("updated_at", .instant, "Updated at", "更新时间", setter: .computed, "When it last changed"),
    Field(
      "deleted_at", .instant, "Deleted at", "删除时间", setter: .computed,
      "When it was deleted; restore brings it back"),
  ]

  package func field(_ name: String) -> Field? {
    fields.first { $0.name == name }
  }

  /// The field that says whose a record is, for lists of one's own records and of those of a team.
  package var ownerField: Field? { field("owner") ?? field("assignee") }

  /// The noun with the fields that a store's users made, in front of what every record has.
  package func adding(_ custom: [Field]) -> Noun {
    guard !custom.isEmpty else { return self }
    var noun = self
    noun.fields.insert(contentsOf: custom, at: fields.count - Noun.commonFields.count)
    noun.uniqueFields += custom.filter(\.limits.isUnique).map { [$0.column] }
    return noun
  }

  /// Whether names of records may repeat, so that only the external id tells them apart.
  package var hasRepeatingNames: Bool {
    uniqueFields.allSatisfy { columns in
      columns == ["external_id"] || fields.contains { $0.isCustom && [$0.column] == columns }
    }
  }

  /// The written form of a record where several nouns are possible: `customer/42`.
  package func reference(_ id: Int64) -> String { "\(name)/\(id)" }
}
