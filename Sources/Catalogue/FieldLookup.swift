import Values

extension Sequence where Element == Field {
  /// The field that people call so: by its name, or by its label in either language.
  package func called(_ text: String) -> Field? {
    if let field = first(where: { $0.name == text }) { return field }
    let key = NameKey.key(of: text)
    guard !key.isEmpty else { return nil }
    return first { field in
      [field.name, field.label.english, field.label.chinese].contains { NameKey.key(of: $0) == key }
    }
  }
}
