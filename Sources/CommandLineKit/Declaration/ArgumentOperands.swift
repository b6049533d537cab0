extension Argument {
  /// An operand that is given at most once.
  package static func operand<V: ArgumentValue>(
    _ name: String, _ keyPath: any WritableKeyPath<C, V?> & Sendable, _ help: String,
    isRequired: Bool = false, completion: Completion = .none
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .operand, name: name, help: help, completion: completion.or(V.completion),
        isRequired: isRequired),
      .text { $0[keyPath: keyPath] = try V(argument: $1) })
  }

  /// An operand with a default, which the command's initial data holds.
  package static func operand<V: ArgumentValue>(
    _ name: String, _ keyPath: any WritableKeyPath<C, V> & Sendable, _ help: String,
    isRequired: Bool = false, completion: Completion = .none
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .operand, name: name, help: help, completion: completion.or(V.completion),
        isRequired: isRequired),
      .text { $0[keyPath: keyPath] = try V(argument: $1) },
      default: { isRequired ? nil : $0[keyPath: keyPath].shownAsDefault })
  }

  /// An operand that takes all the words there are; when required, at least one.
  package static func operand<V: ArgumentValue>(
    _ name: String, _ keyPath: any WritableKeyPath<C, [V]> & Sendable, _ help: String,
    isRequired: Bool = false, completion: Completion = .none
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .operand, name: name, help: help, completion: completion.or(V.completion),
        isRequired: isRequired, isRepeatable: true),
      .text { $0[keyPath: keyPath].append(try V(argument: $1)) })
  }

  /// An operand made from data; it takes one word, or all there are.
  package static func operand(
    name: String, help: String, completion: Completion = .none, isRepeatable: Bool = false,
    apply: @escaping @Sendable (inout C, ArgumentText) throws -> Void
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .operand, name: name, help: help, completion: completion,
        isRepeatable: isRepeatable),
      .text(apply))
  }
}
