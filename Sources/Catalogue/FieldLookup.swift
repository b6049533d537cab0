import Values

extension Array where Element == Field {
  /// The field that people call so: by its name, or by its label in either language.
  package func called(_ text: String) -> Field? { named(text) ?? labelled(text) }

  fileprivate func named(_ name: String) -> Field? {
    firstIndex { $0.name == name }.map { self[$0] }
  }

  /// The field with a name or label that differs from the text in its spelling at most.
  fileprivate func labelled(_ text: String) -> Field? {
    let key = NameKey.key(of: text)
    guard !key.isEmpty else { return nil }
    return first { field in
      [field.name, field.label.english, field.label.chinese].contains { NameKey.key(of: $0) == key }
    }
  }
}

extension Array where Element == FieldType.Choice {
  /// The choice that people call so: by its key, or by its label in either language.
  package func called(_ text: String) -> FieldType.Choice? {
    let key = NameKey.key(of: text)
    return first { choice in
      [choice.key, choice.label.english, choice.label.chinese].contains {
        NameKey.key(of: $0) == key
      }
    }
  }
}

extension Noun {
  /// The field or fact that people call so; names come before labels.
  package func fieldOrFact(called text: String) -> Field? {
    fields.named(text) ?? facts.named(text) ?? fields.labelled(text) ?? facts.labelled(text)
  }
}
