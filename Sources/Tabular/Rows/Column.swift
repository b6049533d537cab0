/// One column of a list, a report or a file: its machine key, its title for people, and its kind.
package struct Column: Sendable {
  /// The machine key (JSON key, CSV header), which never changes with the language.
  package var name: String
  /// The title for people, already in their language.
  package var label: String
  package var kind: ColumnKind
  package var isNullable: Bool

  package init(
    _ name: String, label: String? = nil, kind: ColumnKind = .text, isNullable: Bool = true
  ) {
    self.name = name
    self.label = label ?? name
    self.kind = kind
    self.isNullable = isNullable
  }
}
