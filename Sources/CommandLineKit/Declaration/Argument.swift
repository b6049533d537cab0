/// One option, flag or operand of a command, and how its text gets into the command's data `C`.
package struct Argument<C: Sendable>: Sendable {
  /// What an argument does to the command's data when it is given.
  enum Binding: Sendable {
    case text(@Sendable (inout C, ArgumentText) throws -> Void)
    case state(@Sendable (inout C, Bool) throws -> Void)
  }

  private(set) var description: ArgumentManifest
  let binding: Binding

  /// The long name without dashes, or the operand's name.
  package var name: String { description.name }

  private let defaultValue: @Sendable (C) -> String?

  init(
    _ description: ArgumentManifest, _ binding: Binding,
    default defaultValue: @escaping @Sendable (C) -> String? = { _ in nil }
  ) {
    self.description = description
    self.binding = binding
    self.defaultValue = defaultValue
  }

  /// The argument as data, with the default that the command's initial data holds.
  func manifest(initial: C) -> ArgumentManifest {
    var manifest = description
    manifest.defaultValue = defaultValue(initial)
    return manifest
  }
}

extension Completion {
  /// What the declaration says, else what the type of the value knows.
  func or(_ fallback: Completion) -> Completion {
    self == .none ? fallback : self
  }
}
