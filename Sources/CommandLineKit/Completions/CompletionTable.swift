/// The command line as the completion scripts see it: what can stand where, and what completes it.
struct CompletionTable {
  /// A place in the command line: the program itself, a noun, or a command.
  struct Node {
    var path: [String]
    var children: [CommandManifest]
    var options: [ArgumentManifest]
    var operands: [ArgumentManifest]
    /// What `__complete` is asked for to learn the options that are not listed here.
    var dynamicOptions: String?

    var key: String { path.joined(separator: " ") }
  }

  let program: String
  let nodes: [Node]
  let globals: [ArgumentManifest]
  /// Short names of the topics, which only `help` takes.
  let topics: [ManTopic]
  /// The spellings of the global options that are handed on to `__complete`.
  let contextSpellings: [String]

  init(_ tool: ToolManifest) {
    program = tool.program
    globals = tool.globals
    topics = tool.topics
    contextSpellings = tool.globals.filter { tool.contextOptions.contains($0.name) }
      .flatMap(\.typedSpellings)
    let root = Node(path: [], children: tool.children(of: []), options: [], operands: [])
    // The built-in `help` takes the words of other commands and so has no place of its own.
    let commands = tool.commands.filter {
      $0.path.first != BuiltInCommand.help.rawValue && !$0.isHidden
    }
    nodes =
      [root]
      + commands.map {
        Node(
          path: $0.path, children: tool.children(of: $0.path),
          options: $0.arguments.filter { $0.kind != .operand }, operands: $0.operands,
          dynamicOptions: $0.dynamicOptionsKind)
      }
  }

  /// The arms of a `case PATH/WORD in` of bash and zsh that set a variable to the path below.
  func descents(setting variable: String) -> String {
    nodes.flatMap { node in
      node.children.filter { $0.path != [BuiltInCommand.help.rawValue] }.map { child in
        let words = (child.path.suffix(1) + child.aliases).map { "'\(node.key)/\($0)'" }
        let path = child.path.joined(separator: " ")
        return "    \(words.joined(separator: "|"))) \(variable)='\(path)' ;;\n"
      }
    }.joined()
  }

  /// For each way of completing values, the patterns `PATH OPTION` that use it; a global option
  /// has the pattern `*--name`, which matches after every path.
  func optionsByAction() -> [(action: String, patterns: [String])] {
    var order: [String] = []
    var patterns: [String: [String]] = [:]
    func add(_ arguments: [ArgumentManifest], _ pattern: (String) -> String) {
      for argument in arguments where argument.kind == .option && argument.completion != .none {
        if patterns[argument.action] == nil { order.append(argument.action) }
        patterns[argument.action, default: []] += argument.typedSpellings.map(pattern)
      }
    }
    for node in nodes { add(node.options) { "'\(node.key) \($0)'" } }
    add(globals) { "*' \($0)'" }
    return order.map { ($0, patterns[$0] ?? []) }
  }
}

extension ArgumentManifest {
  /// What people type for an option, without its opposite.
  var typedSpellings: [String] {
    (["--\(name)"] + aliases.map { "--\($0)" }) + (short.map { ["-\($0)"] } ?? [])
  }

  /// The long spellings that are offered: for a flag with three states both, else the useful one.
  var offeredSpellings: [String] {
    guard !isHidden else { return [] }
    return hasThreeStates ? ["--\(name)", "--\(negatedName)"] : [spelling]
  }

  /// What is understood for an option, the opposite of a flag included.
  var understoodSpellings: [String] {
    let hasOpposite = kind == .flag && BuiltInOption.named(name) == nil
    return typedSpellings + (hasOpposite ? ["--\(negatedName)"] : [])
  }

  /// The spellings that are understood and not offered.
  var silentSpellings: [String] {
    understoodSpellings.filter { !offeredSpellings.contains($0) }
  }

  /// How the value is completed, as one word list that the bash and fish scripts interpret:
  /// `none`, `file`, `directory`, `dynamic KIND` or `words WORD...`, after `list` when the value
  /// is separated at commas.
  var action: String {
    let action =
      switch completion {
      case .none: "none"
      case .file: "file"
      case .directory: "directory"
      case .dynamic(let kind): "dynamic \(kind)"
      case .choices(let words): "words \(words.joined(separator: " "))"
      }
    return separatesAtCommas ? "list \(action)" : action
  }
}

extension String {
  /// The text in single quotes as the shells bash and zsh read it.
  var shellQuoted: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
