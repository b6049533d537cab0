/// A small tree of values: what `show` prints, and what a change reports.
package enum Document: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number written out, such as `1054.00`; a string in JSON, so that no digit is lost.
  case decimal(String)
  case text(String)
  /// RFC 3339 in UTC; people may see it in local time.
  case instant(String)
  case list([Document])
  case object([Entry])

  /// One value of an object: its machine key, its title for people, the value.
  package struct Entry: Sendable, Equatable {
    package var name: String
    package var label: String
    package var value: Document

    package init(_ name: String, label: String? = nil, _ value: Document) {
      self.name = name
      self.label = label ?? name
      self.value = value
    }
  }

  /// The text of a `text`, nil of anything else.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var isText: Bool { text != nil }

  /// What a list is made of; of anything else, itself.
  var items: [Document] {
    if case .list(let items) = self { items } else { [self] }
  }

  /// Whether people are shown this as a block of its own and not as a value on a line.
  var isBlock: Bool {
    switch self {
    case .object(let entries): !entries.isEmpty
    case .list(let items): items.contains(where: \.isNested)
    default: false
    }
  }

  private var isNested: Bool {
    switch self {
    case .object, .list: true
    default: false
    }
  }
}
