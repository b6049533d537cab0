import Catalogue
import Store
import Values

/// The fields of a noun that people fill in, in order.
package struct FormLayout: Sendable {
  package struct Item: Sendable {
    package var field: Field
    package var isRequired: Bool
  }

  package var items: [Item]

  /// The form of the noun, for a type the one of that type; without a form all fields that may be
  /// set.
  package init(
    of noun: Noun, type: String? = nil, forEditing: Bool, in db: ReadTransaction
  ) throws {
    let settable = noun.fields.filter { forEditing ? $0.isEditable : $0.isSetAtCreation }
    guard
      let (names, required) = try db.row(
        """
        SELECT items, required FROM form
        WHERE noun = \(noun.name) AND deleted_at IS NULL AND ifnull(type, \(type)) IS \(type)
        ORDER BY type IS NULL LIMIT 1
        """, as: String.self, String?.self)
    else {
      let title = settable.filter { $0.name == noun.titleField }
      items = (title + settable.filter { $0.name != noun.titleField })
        .map { Item(field: $0, isRequired: $0.isRequired) }
      return
    }
    let marked = Set(FieldNames.split(required ?? ""))
    items = FieldNames.split(names).compactMap { name in
      settable.first { $0.name == name }.map {
        Item(field: $0, isRequired: $0.isRequired || marked.contains(name))
      }
    }
  }
}
