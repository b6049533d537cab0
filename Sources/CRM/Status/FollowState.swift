import Catalogue
import Store
import Values

/// A follow status of customers (跟进状态): an entry of the list `customer.status` with its place in
/// the process.
package struct FollowState: Sendable, Hashable {
  /// How a state stands in the process.
  package enum Kind: String, Sendable {
    case initial, middle, won, lost

    /// The final states lead nowhere but back through `customer reopen`.
    package var isFinal: Bool { self == .won || self == .lost }

    /// Initial before middle before final, whatever the positions of the entries.
    fileprivate var rank: Int {
      switch self {
      case .initial: 0
      case .middle: 1
      case .won, .lost: 2
      }
    }
  }

  package var key: String
  package var label: Label
  package var kind: Kind
  package var isActive: Bool
  package var position: Int64

  /// Whether this comes later in the process; final states are beside each other.
  func isAfter(_ other: FollowState) -> Bool {
    kind.isFinal
      ? !other.kind.isFinal
      : (kind.rank, position, key) > (other.kind.rank, other.position, other.key)
  }
}
