import Values

/// One property of a noun, described once for flags, columns, JSON keys, filters, sort keys,
/// import headers, export columns, completion, history and documentation.
package struct Field: Sendable {
  /// Who may set the field, and how.
  package enum Setter: Sendable, Hashable {
    /// `add`, `edit` and imports set it.
    case anyone
    /// Set when the record is made; afterwards only the named verb changes it.
    case creation(thenBy: String)
    /// `add` and imports set it once; it never changes.
    case creationOnly
    /// The program sets it; imports may only with `--historic`.
    case history
    /// The program computes it.
    case computed
  }

  /// The companion column of normalised bytes by which values are compared (`name_key` …).
  package enum Key: String, Sendable {
    case name, phone, email, socialCreditCode
  }

  package var name: String
  package var type: FieldType
  package var label: Label
  /// Further names that import headers go by, in any language; compared folded.
  package var aliases: [String]
  package var isRequired: Bool
  package var setter: Setter
  package var key: Key?
  /// Whether `list` shows it unless told otherwise.
  package var isListed: Bool
  /// What a new record has when nobody says otherwise.
  package var defaultValue: Scalar?
  /// Whether a record is part of the one that the field names, to be deleted and restored with it: so
  /// it is for a required reference that never changes, and for others that say so.
  package var makesPart: Bool
  /// The documentation: one phrase without a final period.
  package var help: String
  /// The column of the noun's table; N:M fields have none.
  package var column: String
  /// What else the store asks of values; built-in fields have nothing but their type.
  package var limits = Limits()
  /// Whether the store's users made the field.
  package var isCustom = false

  package init(
    _ name: String, _ type: FieldType, _ english: String, _ chinese: String,
    aliases: [String] = [], isRequired: Bool = false, setter: Setter = .anyone, key: Key? = nil,
    isListed: Bool = false, defaultValue: Scalar? = nil, makesPart: Bool? = nil, _ help: String
  ) {
    self.name = name
    self.type = type
    label = Label(english, chinese)
    self.aliases = aliases
    self.isRequired = isRequired
    self.setter = setter
    self.key = key
    self.isListed = isListed
    self.defaultValue = defaultValue
    self.makesPart = makesPart ?? (isRequired && setter == .creationOnly)
    self.help = help
    column = name
  }

  /// The column of normalised bytes, when the field has one.
  package var keyColumn: String? { key == nil ? nil : "\(name)_key" }

  /// The option that sets the field: `next_follow_up` is `--next-follow-up`.
  package var optionName: String { String(name.map { $0 == "_" ? "-" : $0 }) }

  package var isLink: Bool {
    if case .references = type { true } else { false }
  }

  /// Whether `edit` may change it.
  package var isEditable: Bool { setter == .anyone }

  /// Whether `add` and imports may set it.
  package var isSetAtCreation: Bool {
    switch setter {
    case .anyone, .creation, .creationOnly: true
    case .history, .computed: false
    }
  }
}

extension Field {
  /// What a custom field asks of its values beyond their type.
  package struct Limits: Sendable, Hashable {
    /// The smallest and the largest number, as it is stored.
    package var minimum: Int64?
    package var maximum: Int64?
    /// Both as their users wrote them, for messages.
    package var range: String?
    /// Characters of a text at most.
    package var length: Int?
    package var isUnique = false
    /// Whether a text has to be the address of a page.
    package var isAddress = false

    package init() {}
  }
}
