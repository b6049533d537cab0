import GRDB
import Values

/// A Swift value that a column can hold.
package protocol StoredValue: Sendable {
  var scalar: Scalar { get }
  /// Nil when the column holds something else.
  init?(scalar: Scalar)
}

/// Words that are kept as they are written.
extension StoredValue where Self: RawRepresentable, RawValue == String {
  package var scalar: Scalar { .text(rawValue) }

  package init?(scalar: Scalar) {
    guard case .text(let value) = scalar else { return nil }
    self.init(rawValue: value)
  }
}

extension Int64: StoredValue {
  package var scalar: Scalar { .integer(self) }

  package init?(scalar: Scalar) {
    guard case .integer(let value) = scalar else { return nil }
    self = value
  }
}

extension Int: StoredValue {
  package var scalar: Scalar { .integer(Int64(self)) }

  package init?(scalar: Scalar) {
    guard case .integer(let value) = scalar else { return nil }
    self.init(exactly: value)
  }
}

extension Bool: StoredValue {
  package var scalar: Scalar { .integer(self ? 1 : 0) }

  package init?(scalar: Scalar) {
    guard case .integer(let value) = scalar else { return nil }
    self = value != 0
  }
}

extension String: StoredValue {
  package var scalar: Scalar { .text(self) }

  package init?(scalar: Scalar) {
    guard case .text(let value) = scalar else { return nil }
    self = value
  }
}

extension Day: StoredValue {
  package var scalar: Scalar { .text(description) }

  package init?(scalar: Scalar) {
    guard case .text(let value) = scalar else { return nil }
    self.init(value)
  }
}

extension Instant: StoredValue {
  package var scalar: Scalar { .text(description) }

  package init?(scalar: Scalar) {
    guard case .text(let value) = scalar else { return nil }
    self.init(value)
  }
}

extension Scalar: StoredValue {
  package var scalar: Scalar { self }

  package init?(scalar: Scalar) {
    self = scalar
  }
}

extension Optional: StoredValue where Wrapped: StoredValue {
  package var scalar: Scalar { map(\.scalar) ?? .null }

  package init?(scalar: Scalar) {
    if case .null = scalar {
      self = .none
    } else {
      guard let value = Wrapped(scalar: scalar) else { return nil }
      self = value
    }
  }
}

extension Scalar: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .text(let value): value.databaseValue
    }
  }

  package static func fromDatabaseValue(_ value: DatabaseValue) -> Scalar? {
    switch value.storage {
    case .null: .null
    case .int64(let integer): .integer(integer)
    case .string(let text): .text(text)
    case .double, .blob: nil
    }
  }
}
