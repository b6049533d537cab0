import Store
import Values

/// What a stage means for an opportunity that stands in it.
package enum StageKind: String, Sendable, CaseIterable {
  case open, won, lost, invalid

  package var isOpen: Bool { self == .open }
}

extension StageKind: StoredValue {
  package var scalar: Scalar { .text(rawValue) }

  package init?(scalar: Scalar) {
    guard case .text(let value) = scalar else { return nil }
    self.init(rawValue: value)
  }
}
