import Values

/// Reads the tokens of one command: its own options, the global ones, and operands, in any order.
struct ArgumentParser<C: Sendable, G: Sendable> {
  private(set) var command: ArgumentTable<C>
  private(set) var globals: ArgumentTable<G>
  private var operands: [ArgumentText] = []
  private let resolve: (@Sendable (String) throws -> Argument<C>?)?
  /// Turns a failure into words; it knows the command's name and usage.
  private let explain: (ParseFailure) -> UserError

  init(spec: CommandSpec<C>, program: String, globals: ArgumentTable<G>) {
    command = ArgumentTable(
      initial: spec.initial, arguments: spec.arguments(), conflicts: spec.conflicts)
    self.globals = globals
    resolve = spec.resolve
    explain = { failure in
      failure.userError(
        subject: ([program] + spec.path).joined(separator: " "),
        usage: { "usage: " + UsageLine.text(for: spec.manifest, program: program) })
    }
  }

  /// Reads all tokens; stops at the first built-in option and returns it.
  mutating func parse(_ tokens: ArraySlice<ArgumentText>) throws -> BuiltInOption? {
    var rest = tokens
    while let token = rest.popFirst() {
      if token.endsOptions {
        operands += rest
        break
      }
      if token.isOption {
        if let request = try readOption(token, &rest) { return request }
      } else {
        operands.append(token)
      }
    }
    return nil
  }

  /// Reads one option that was taken from the front, and its value if that is the next token.
  mutating func readOption(
    _ token: ArgumentText, _ rest: inout ArraySlice<ArgumentText>
  ) throws -> BuiltInOption? {
    do {
      return try token.isLongOption ? readLong(token, &rest) : readCluster(token, &rest)
    } catch let failure as ParseFailure {
      throw explain(failure)
    }
  }

  /// Distributes the operands and checks what can only be known at the end.
  mutating func check() throws {
    do {
      try command.assign(operands)
      try globals.check()
      try command.check()
    } catch let failure as ParseFailure {
      throw explain(failure)
    }
  }

  /// `--name`, `--name=value`, `--name value`, `--no-name`.
  private mutating func readLong(
    _ token: ArgumentText, _ rest: inout ArraySlice<ArgumentText>
  ) throws -> BuiltInOption? {
    let (name, value) = token.splitAtEquals()
    guard let name else { throw unknown(token) }
    let spelling = "--\(name)"
    if let match = command.match(long: name) {
      try command.read(match, spelling: spelling, inline: value, &rest)
    } else if let match = globals.match(long: name) {
      try globals.read(match, spelling: spelling, inline: value, &rest)
    } else if let request = BuiltInOption.named(name) {
      if value != nil { throw ParseFailure.unexpectedValue(of: spelling) }
      return request
    } else if let match = try resolved(name) {
      try command.read(match, spelling: spelling, inline: value, &rest)
    } else {
      throw unknown(token)
    }
    return nil
  }

  /// `-q`, `-qn`, `-ovalue`, `-o value`, `-qo value`.
  private mutating func readCluster(
    _ token: ArgumentText, _ rest: inout ArraySlice<ArgumentText>
  ) throws -> BuiltInOption? {
    var letters = token.bytes.dropFirst()
    while let byte = letters.popFirst() {
      let letter = Character(Unicode.Scalar(byte))
      let spelling = "-\(letter)"
      if let match = command.match(short: letter) {
        try command.readShort(match, spelling: spelling, &letters, &rest)
      } else if let match = globals.match(short: letter) {
        try globals.readShort(match, spelling: spelling, &letters, &rest)
      } else if let request = BuiltInOption.named(short: letter) {
        return request
      } else {
        throw unknown(token)
      }
    }
    return nil
  }

  /// Asks for an option that is made on demand, also by the name of its opposite.
  private mutating func resolved(_ name: String) throws -> ArgumentTable<C>.Match? {
    guard let resolve else { return nil }
    let base = name.hasPrefix("no-") ? String(name.dropFirst(3)) : nil
    guard let argument = try resolve(name) ?? base.flatMap(resolve) else { return nil }
    command.add(argument)
    return command.match(long: name)
  }

  private func unknown(_ token: ArgumentText) -> ParseFailure {
    .unknownOption(
      token, candidates: command.spellings + globals.spellings + ["--help", "--version"])
  }
}

extension ArgumentTable {
  /// Reads a long option: a flag takes no value, an option its inline value or the next token.
  fileprivate mutating func read(
    _ match: Match, spelling: String, inline: ArgumentText?,
    _ rest: inout ArraySlice<ArgumentText>
  ) throws {
    guard takesValue(match) else {
      if inline != nil { throw ParseFailure.unexpectedValue(of: spelling) }
      return try set(match, spelling: spelling)
    }
    guard let value = inline ?? rest.popFirst() else {
      throw ParseFailure.missingValue(of: spelling, called: valueName(match))
    }
    try set(match, to: value, spelling: spelling)
  }

  /// Reads one letter of a cluster; an option takes the other letters as its value.
  fileprivate mutating func readShort(
    _ match: Match, spelling: String, _ letters: inout ArraySlice<UInt8>,
    _ rest: inout ArraySlice<ArgumentText>
  ) throws {
    let startsWithEquals = letters.first == UInt8(ascii: "=")
    guard takesValue(match) else {
      if startsWithEquals { throw ParseFailure.unexpectedValue(of: spelling) }
      return try set(match, spelling: spelling)
    }
    let inline = letters.isEmpty ? nil : ArgumentText(bytes: Array(letters))
    if startsWithEquals {
      throw ParseFailure.equalsAfterShort(
        spelling, value: ArgumentText(bytes: Array(letters.dropFirst())))
    }
    letters.removeAll()
    try read(match, spelling: spelling, inline: inline, &rest)
  }
}
