import Foundation

/// How long tests that could go on for ever go on: for seconds, or thoroughly with `CRM_SOAK=1`.
package enum Soak {
  package static let isOn = ProcessInfo.processInfo.environment["CRM_SOAK"] == "1"

  package static func rounds(_ usual: Int, soaking: Int) -> Int { isOn ? soaking : usual }
}

extension Array {
  /// About `count` of the elements: mostly the first ones, and of the others some, evenly spread.
  ///
  /// All of them when soaking.
  package func sampled(_ count: Int) -> [Element] {
    guard !Soak.isOn, self.count > count else { return self }
    let head = count * 2 / 3
    let step = Swift.max(1, (self.count - head) / (count - head))
    return self[..<head] + stride(from: head, to: self.count, by: step).map { self[$0] }
  }
}
