import Tabular

extension Document {
  /// The value of that name, when this is an object.
  subscript(name: String) -> Document? {
    guard case .object(let entries) = self else { return nil }
    return entries.first { $0.name == name }?.value
  }

  func list(_ name: String) -> [Document] {
    if case .list(let documents)? = self[name] { documents } else { [] }
  }
}
