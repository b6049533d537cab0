/// A command whose data type is hidden: it turns arguments into the application's `Payload`.
package struct ParsableCommand<Payload: Sendable>: Sendable {
  private let box: any CommandBox<Payload>

  /// - Parameter finish: turns the parsed data into something to run, and may still refuse it.
  package init<C>(
    _ spec: CommandSpec<C>, finish: @escaping @Sendable (C) throws -> Payload
  ) {
    box = SpecBox(spec: spec, finish: finish)
  }

  package var manifest: CommandManifest { box.manifest }

  /// Parses what follows the command's words; nil when a built-in option such as `--help` came
  /// first, which is then stored in `request`.
  func parse<G>(
    _ tokens: ArraySlice<ArgumentText>, program: String, globals: inout ArgumentTable<G>,
    request: inout BuiltInOption?
  ) throws -> Payload? {
    try box.parse(tokens, program: program, globals: &globals, request: &request)
  }
}

/// Hides the type of a command's data; a generic method cannot be stored as a closure.
private protocol CommandBox<Payload>: Sendable {
  associatedtype Payload: Sendable
  var manifest: CommandManifest { get }
  func parse<G>(
    _ tokens: ArraySlice<ArgumentText>, program: String, globals: inout ArgumentTable<G>,
    request: inout BuiltInOption?
  ) throws -> Payload?
}

private struct SpecBox<C: Sendable, Payload: Sendable>: CommandBox {
  let spec: CommandSpec<C>
  let finish: @Sendable (C) throws -> Payload

  var manifest: CommandManifest { spec.manifest }

  func parse<G>(
    _ tokens: ArraySlice<ArgumentText>, program: String, globals: inout ArgumentTable<G>,
    request: inout BuiltInOption?
  ) throws -> Payload? {
    var parser = ArgumentParser(spec: spec, program: program, globals: globals)
    request = try parser.parse(tokens) ?? request
    globals = parser.globals
    guard request == nil else { return nil }
    try parser.check()
    return try finish(parser.command.values)
  }
}
