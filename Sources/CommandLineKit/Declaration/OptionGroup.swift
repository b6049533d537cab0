/// Options that several commands share, such as the global ones; they bind into data of their own.
package struct OptionGroup<G: Sendable>: Sendable {
  let initial: G
  let arguments: [Argument<G>]
  let conflicts: [[String]]

  package init(initial: G, arguments: [Argument<G>], conflicts: [[String]] = []) {
    self.initial = initial
    self.arguments = arguments
    self.conflicts = conflicts
  }

  package var manifest: [ArgumentManifest] { arguments.map { $0.manifest(initial: initial) } }
}
