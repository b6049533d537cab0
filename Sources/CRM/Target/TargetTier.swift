import Catalogue

/// How ambitious a target is.
package enum TargetTier: String, CaseIterable, Sendable {
  case base, stretch

  var label: Label {
    switch self {
    case .base: Label("Base", "基本")
    case .stretch: Label("Stretch", "挑战")
    }
  }
}
