import Catalogue
import Store
import Values

/// The records of the store that a scope of the file is about.
struct ConfigurationScope {
  let layout: ConfigurationLayout
  let group: String?
  /// The record that they are parts of.
  let whole: (id: Int64, path: String)?

  /// Picks the records, over the alias `r`.
  var condition: SQL {
    if let field = layout.whole, let whole { return "r.\(identifier: field.column) = \(whole.id)" }
    if let field = layout.group { return "r.\(identifier: field.column) = \(group)" }
    return "1"
  }

  func path(of title: String) -> String {
    layout.path(group: group, whole: whole?.path, title: title)
  }
}

/// A record of the file on its way into the store.
struct ConfigurationTask {
  let entry: ConfigurationFile.Entry
  let scope: ConfigurationScope
  /// The record of the store that it is; nil makes a new one.
  let existing: Int64?
  let position: Int64?

  var noun: Noun { scope.layout.noun }
}

/// A record of the store that the file does not have.
struct ConfigurationRemoval {
  let record: ConfigurationRecord
  let scope: ConfigurationScope
  /// The title of the record that takes its place.
  let replacement: String?
  /// What the file says about it, or where it says nothing.
  let place: UserError.Location
}
