import Values

/// The arguments of one declaration with the data that they are read into.
struct ArgumentTable<C: Sendable> {
  private(set) var values: C
  private(set) var arguments: [Argument<C>]
  private let conflicts: [[String]]
  /// Which arguments were given, as their users spelt them.
  private var given: [String: String] = [:]

  init(initial: C, arguments: [Argument<C>], conflicts: [[String]] = []) {
    values = initial
    self.arguments = arguments
    self.conflicts = conflicts
  }

  /// An option that was found, and whether it was spelt as its opposite.
  struct Match {
    var index: Int
    var isNegated = false
  }

  func match(long name: String) -> Match? {
    if let index = index(where: { $0.name == name || $0.aliases.contains(name) }) {
      return Match(index: index)
    }
    let opposite = name.hasPrefix("no-") ? String(name.dropFirst(3)) : "no-\(name)"
    return index(where: { $0.kind == .flag && $0.name == opposite })
      .map { Match(index: $0, isNegated: true) }
  }

  func match(short: Character) -> Match? {
    let name = String(short)
    return index(where: { $0.short == name }).map { Match(index: $0) }
  }

  private func index(where isMeant: (ArgumentManifest) -> Bool) -> Int? {
    arguments.firstIndex { $0.description.kind != .operand && isMeant($0.description) }
  }

  /// Adds an argument that came to light while parsing, such as a custom field.
  mutating func add(_ argument: Argument<C>) {
    arguments.append(argument)
  }

  /// Whether the argument takes a value.
  func takesValue(_ match: Match) -> Bool {
    arguments[match.index].description.kind == .option
  }

  /// What help calls the value.
  func valueName(_ match: Match) -> String {
    arguments[match.index].description.valueName ?? "VALUE"
  }

  mutating func set(_ match: Match, spelling: String) throws {
    let argument = arguments[match.index]
    guard case .state(let apply) = argument.binding else { return }
    do {
      try apply(&values, !match.isNegated)
    } catch let error as UserError {
      throw ParseFailure.rejected(of: spelling, error)
    }
    // The opposite of a flag takes it back, so it contradicts nothing.
    given[argument.description.name] = match.isNegated ? nil : spelling
  }

  mutating func set(_ match: Match, to text: ArgumentText, spelling: String) throws {
    let argument = arguments[match.index]
    guard case .text(let apply) = argument.binding else { return }
    do {
      try apply(&values, text)
    } catch let mismatch as ArgumentMismatch {
      throw ParseFailure.mismatch(of: spelling, text: text, mismatch)
    } catch let error as UserError {
      throw ParseFailure.rejected(of: spelling, error)
    }
    given[argument.description.name] = spelling
  }

  /// Hands the operands out in declared order.
  ///
  /// A repeatable operand takes all there are, except what the required ones after it need.
  mutating func assign(_ operands: [ArgumentText]) throws {
    let indices = arguments.indices.filter { arguments[$0].description.kind == .operand }
    var rest = operands[...]
    for (position, index) in indices.enumerated() {
      let operand = arguments[index].description
      let needed = indices[(position + 1)...].count { arguments[$0].description.isRequired }
      let available = max(0, rest.count - needed)
      let count =
        operand.isRepeatable ? available : min(1, operand.isRequired ? rest.count : available)
      for text in rest.prefix(count) {
        try set(Match(index: index), to: text, spelling: operand.name)
      }
      rest = rest.dropFirst(count)
    }
    if let extra = rest.first { throw ParseFailure.unexpectedOperand(extra) }
  }

  /// Checks what can only be said at the end: contradictions, then missing operands.
  func check() throws {
    for group in conflicts {
      let spellings = group.compactMap { given[$0] }
      if spellings.count > 1 { throw ParseFailure.conflict(spellings[0], spellings[1]) }
    }
    for argument in arguments.map(\.description)
    where argument.isRequired && given[argument.name] == nil {
      throw ParseFailure.missingOperand(argument.name)
    }
  }

  /// The visible long options as people type them.
  var spellings: [String] {
    arguments.map(\.description).filter { $0.kind != .operand && !$0.isHidden }.map {
      "--\($0.name)"
    }
  }
}
