/// Finds mistakes in the declarations themselves; a test of the application expects none.
struct DeclarationCheck {
  private let tool: ToolManifest
  private(set) var problems: [String] = []

  /// Summaries fit into the overview of an 80 column terminal.
  private static let longestSummary = 60

  init(_ tool: ToolManifest) {
    self.tool = tool
    checkTree()
    check(tool.globals, of: "global options")
    for command in tool.commands { check(command) }
    for name in tool.contextOptions where !tool.globals.contains(where: { $0.name == name }) {
      problems.append("context option '\(name)' is no global option")
    }
  }

  /// Paths and aliases are unique, and every verb has its noun.
  private mutating func checkTree() {
    let paths = Set(tool.commands.map(\.path))
    var words: Set<[String]> = []
    for command in tool.commands {
      let parent = Array(command.path.dropLast())
      if !parent.isEmpty, !paths.contains(parent) {
        report(command, "'\(parent.joined(separator: " "))' has no entry")
      }
      for word in command.path.suffix(1) + command.aliases {
        if !words.insert(parent + [word]).inserted { report(command, "'\(word)' is not unique") }
      }
    }
  }

  private mutating func check(_ command: CommandManifest) {
    for word in command.path.suffix(1) + command.aliases
    where !word.isCommandWord && !(command.isHidden && word.isInternalWord) {
      report(command, "'\(word)' is not a lower-case ASCII word of at least two letters")
    }
    checkText(command.summary, of: command, "the summary")
    if command.summary.count > Self.longestSummary {
      report(command, "the summary is longer than \(Self.longestSummary) characters")
    }
    check(command.arguments, of: name(of: command))
    checkGlobalClashes(command)
    checkOperands(command)
    let names = Set(command.arguments.map(\.name))
    for name in command.conflicts.joined() where !names.contains(name) {
      report(command, "conflicts name '\(name)', which is no argument")
    }
    for example in command.examples {
      if !example.command.hasPrefix("\(tool.program) ") {
        report(command, "the example '\(example.command)' does not start with \(tool.program)")
      }
      checkText(example.caption, of: command, "the caption of an example")
    }
  }

  /// Names of options are unique and well formed, texts are complete.
  private mutating func check(_ arguments: [ArgumentManifest], of owner: String) {
    var seen: Set<String> = []
    for argument in arguments {
      let label = "\(owner): '\(argument.name)'"
      checkText(argument.help, label)
      if argument.kind == .operand {
        if argument.name != argument.name.uppercased() || argument.name.isEmpty {
          problems.append("\(label) is an operand, which is named in capitals")
        }
      } else {
        for name in [argument.name] + argument.aliases where !name.isCommandWord {
          problems.append("\(label) is not a lower-case ASCII name of at least two letters")
        }
      }
      if argument.kind == .option, argument.valueName?.isEmpty != false {
        problems.append("\(label) does not say what its value is")
      }
      if let short = argument.short, short.utf8.count != 1 || !short.isShortName {
        problems.append("\(label) has a short name that is not an ASCII letter or digit")
      }
      for spelling in argument.spellingsTaken where !seen.insert(spelling).inserted {
        problems.append("\(owner): '\(spelling)' is not unique")
      }
    }
  }

  private mutating func checkGlobalClashes(_ command: CommandManifest) {
    let taken = Set(tool.globals.flatMap(\.spellingsTaken))
    for spelling in command.arguments.flatMap(\.spellingsTaken) where taken.contains(spelling) {
      report(command, "'\(spelling)' is also a global option")
    }
  }

  /// At most one operand repeats, and nothing required follows something optional.
  private mutating func checkOperands(_ command: CommandManifest) {
    let operands = command.operands
    if operands.count(where: \.isRepeatable) > 1 {
      report(command, "more than one operand repeats")
    }
    for (first, second) in zip(operands, operands.dropFirst())
    where !first.isRequired && !first.isRepeatable && second.isRequired {
      report(command, "required \(second.name) stands after optional \(first.name)")
    }
  }

  private mutating func checkText(_ text: String, of command: CommandManifest, _ what: String) {
    checkText(text, "\(name(of: command)): \(what)")
  }

  private mutating func checkText(_ text: String, _ label: String) {
    if text.isEmpty { problems.append("\(label) has no text") }
    if text.hasSuffix(".") { problems.append("\(label) ends with a period") }
    if text.first?.isLowercase == true { problems.append("\(label) starts in lower case") }
  }

  private mutating func report(_ command: CommandManifest, _ problem: String) {
    problems.append("\(name(of: command)): \(problem)")
  }

  private func name(of command: CommandManifest) -> String {
    ([tool.program] + command.path).joined(separator: " ")
  }
}

extension CommandTree {
  /// What is wrong with the declarations, one line each; builds every command.
  package func problems() -> [String] {
    var problems = DeclarationCheck(manifest()).problems
    for entry in entries {
      let full = entry.manifest()
      let outline = entry.outline
      if (full.path, full.summary) != (outline.path, outline.summary)
        || full.aliases != outline.aliases
      {
        problems.append("\(spelled(entry.path)): the entry and the declaration differ")
      }
    }
    return problems
  }
}

extension ArgumentManifest {
  /// Everything that a user can type to mean this option.
  fileprivate var spellingsTaken: [String] {
    guard kind != .operand else { return [name] }
    let opposite = kind == .flag ? ["--\(negatedName)"] : []
    return ["--\(name)"] + aliases.map { "--\($0)" } + opposite + (short.map { ["-\($0)"] } ?? [])
  }
}

extension String {
  /// Lower-case ASCII letters, digits and single dashes inside, at least two characters.
  fileprivate var isCommandWord: Bool {
    utf8.count >= 2 && first != "-" && last != "-"
      && utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  /// Two underscores, then a command word: what scripts call and people do not type.
  fileprivate var isInternalWord: Bool {
    hasPrefix("__") && String(dropFirst(2)).isCommandWord
  }

  fileprivate var isShortName: Bool {
    utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
    }
  }
}
