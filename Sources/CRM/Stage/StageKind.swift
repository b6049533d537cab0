import Store
import Values

/// What a stage means for an opportunity that stands in it.
package enum StageKind: String, Sendable, CaseIterable {
  case open, won, lost, invalid

  package var isOpen: Bool { self == .open }
}

extension StageKind: StoredValue {}
