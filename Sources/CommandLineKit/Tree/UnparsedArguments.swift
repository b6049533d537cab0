/// What can be said of a command line that `parse` refused.
extension CommandTree {
  /// The global options as far as they can be read, for example to know how to print an error.
  ///
  /// Everything that is not a global option is skipped, mistakes included.
  package func globalsIgnoringErrors(in arguments: [ArgumentText]) -> Globals {
    var table = ArgumentTable(initial: globals.initial, arguments: globals.arguments)
    var rest = arguments[...]
    while let token = rest.popFirst(), !token.endsOptions {
      guard token.isOption, table.recognizes(token) else { continue }
      let spec = CommandSpec(path: [], summary: "", initial: true, arguments: [])
      var parser = ArgumentParser(spec: spec, program: program, globals: table)
      do {
        _ = try parser.readOption(token, &rest)
        table = parser.globals
      } catch {
        // The mistake is reported by `parse`; here only the other options count.
        continue
      }
    }
    return table.values
  }

  /// Where the first word stands if it is no command: an alias of the user, or a program
  /// `crm-NAME`, can take its place.
  package func unknownCommandIndex(in arguments: [ArgumentText]) -> Int? {
    var table = ArgumentTable(initial: globals.initial, arguments: globals.arguments)
    var rest = arguments[...]
    var request: BuiltInOption?
    guard let position = try? descend(&rest, globals: &table, request: &request),
      position.entry == nil, position.word == nil, let word = rest.first, !word.endsOptions
    else { return nil }
    return rest.startIndex
  }
}
