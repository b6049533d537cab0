extension Argument {
  /// An option whose value is nil until it is given; the last one wins.
  ///
  /// - Parameter mayBeEmpty: whether an empty text says something; else it is refused.
  package static func option<V: ArgumentValue>(
    _ name: String, short: Character? = nil, aliases: [String] = [], value: String,
    _ keyPath: any WritableKeyPath<C, V?> & Sendable, _ help: String,
    completion: Completion = .none, isHidden: Bool = false, mayBeEmpty: Bool = false
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .option, name: name, short: short.map(String.init), aliases: aliases,
        valueName: value, help: help, completion: completion.or(V.completion), isHidden: isHidden),
      .text {
        $0[keyPath: keyPath] = try mayBeEmpty ? V(argument: $1) : V(option: $1, called: value)
      })
  }

  /// An option with a default, which the command's initial data holds; the last one wins.
  package static func option<V: ArgumentValue>(
    _ name: String, short: Character? = nil, aliases: [String] = [], value: String,
    _ keyPath: any WritableKeyPath<C, V> & Sendable, _ help: String,
    completion: Completion = .none, isHidden: Bool = false
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .option, name: name, short: short.map(String.init), aliases: aliases,
        valueName: value, help: help, completion: completion.or(V.completion), isHidden: isHidden),
      .text { $0[keyPath: keyPath] = try V(option: $1, called: value) },
      default: { $0[keyPath: keyPath].shownAsDefault })
  }

  /// An option that can be repeated; names may also be separated by commas where declared.
  package static func option<V: ArgumentValue>(
    _ name: String, short: Character? = nil, aliases: [String] = [], value: String,
    _ keyPath: any WritableKeyPath<C, [V]> & Sendable, _ help: String,
    completion: Completion = .none, isHidden: Bool = false, separatesAtCommas: Bool = false
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .option, name: name, short: short.map(String.init), aliases: aliases,
        valueName: value, help: help, completion: completion.or(V.completion),
        isRepeatable: true, separatesAtCommas: separatesAtCommas, isHidden: isHidden),
      .text { values, text in
        guard separatesAtCommas else {
          return values[keyPath: keyPath].append(try V(option: text, called: value))
        }
        for part in try text.refusingEmpty(called: value).separatedAtCommas() {
          values[keyPath: keyPath].append(try V(part: part))
        }
      })
  }

  /// A flag: `--name` and `--no-name`.
  ///
  /// A flag that is on in the initial data is listed as `--no-name`, and its help describes that.
  package static func flag(
    _ name: String, short: Character? = nil, _ keyPath: any WritableKeyPath<C, Bool> & Sendable,
    _ help: String, isHidden: Bool = false
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .flag, name: name, short: short.map(String.init), help: help, isHidden: isHidden),
      .state { $0[keyPath: keyPath] = $1 },
      default: { $0[keyPath: keyPath] ? "on" : nil })
  }

  /// A flag that distinguishes on, off and not given.
  package static func flag(
    _ name: String, short: Character? = nil, _ keyPath: any WritableKeyPath<C, Bool?> & Sendable,
    _ help: String, isHidden: Bool = false
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .flag, name: name, short: short.map(String.init), help: help, hasThreeStates: true,
        isHidden: isHidden),
      .state { $0[keyPath: keyPath] = $1 })
  }

  /// An option made from data, such as a field of a noun.
  ///
  /// - Parameter separatesAtCommas: whether `apply` reads several values separated by commas.
  package static func option(
    name: String, short: Character? = nil, aliases: [String] = [], value: String, help: String,
    completion: Completion = .none, isRepeatable: Bool = false, separatesAtCommas: Bool = false,
    section: String? = nil, isHidden: Bool = false,
    apply: @escaping @Sendable (inout C, ArgumentText) throws -> Void
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .option, name: name, short: short.map(String.init), aliases: aliases,
        valueName: value, help: help, completion: completion, isRepeatable: isRepeatable,
        separatesAtCommas: separatesAtCommas, section: section, isHidden: isHidden),
      .text(apply))
  }

  /// A flag made from data; it distinguishes on, off and not given.
  package static func flag(
    name: String, short: Character? = nil, aliases: [String] = [], help: String,
    section: String? = nil, isHidden: Bool = false,
    apply: @escaping @Sendable (inout C, Bool) throws -> Void
  ) -> Argument {
    Argument(
      ArgumentManifest(
        kind: .flag, name: name, short: short.map(String.init), aliases: aliases, help: help,
        hasThreeStates: true, section: section, isHidden: isHidden),
      .state(apply))
  }
}

extension ArgumentValue {
  /// Reads the value of an option; a text has to say something.
  fileprivate init(option text: ArgumentText, called value: String) throws {
    try self.init(argument: Self.self == String.self ? text.refusingEmpty(called: value) : text)
  }

  /// Reads one part of a list, so that an error quotes that part and not the whole list.
  fileprivate init(part: ArgumentText) throws {
    do {
      try self.init(argument: part)
    } catch var mismatch as ArgumentMismatch {
      mismatch.found = part
      throw mismatch
    }
  }
}
