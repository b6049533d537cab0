/// Writes the man pages of a tool: an overview, one page for each top-level word with all its
/// verbs, and one for each topic.
package struct ManPage {
  private let tool: ToolManifest
  private let date: String
  private let appendix: [ManTopic.Part]

  /// - Parameters:
  ///   - date: as mdoc writes dates: `March 1, 2026`.
  ///   - appendix: parts of the overview that no declaration holds, such as the environment.
  package init(tool: ToolManifest, date: String, appendix: [ManTopic.Part] = []) {
    self.tool = tool
    self.date = date
    self.appendix = appendix
  }

  /// All pages, in the order in which the manifest lists what they are about.
  package func files() -> [ManFile] {
    let documented = tool.children(of: []).filter { BuiltInCommand(rawValue: $0.path[0]) == nil }
    return [overview()] + documented.map(page) + tool.topics.map(page)
  }

  private func overview() -> ManFile {
    var writer = head(tool.program, section: 1, summary: tool.summary)
    writer.macro("Sh", "SYNOPSIS")
    synopsis(of: CommandManifest(path: [], summary: "", isRunnable: false), to: &writer)
    writer.macro("Sh", "DESCRIPTION")
    writer.prose("These are the commands; most have a manual page of their own.")
    let commands = tool.children(of: [])
    for group in commands.map(\.group).uniqued() {
      writer.macro("Ss", group.isEmpty ? "Commands" : group)
      writer.macro("Bl", [.raw("-tag"), .raw("-width"), .raw("Ds")])
      for command in commands where command.group == group {
        writer.macro("It", reference(to: command))
        writer.prose(command.summary.asSentence)
      }
      writer.macro("El")
    }
    writer.macro("Sh", "OPTIONS")
    writer.prose("Global options stand anywhere before --, before or after the command.")
    writer.arguments(tool.globals.filter { !$0.isHidden })
    for part in appendix { writer.part(part) }
    writer.seeAlso(
      commands.filter { BuiltInCommand(rawValue: $0.path[0]) == nil }
        .map { "\(pageName($0.path))(1)" } + topicReferences)
    return ManFile(name: "\(tool.program).1", text: writer.text)
  }

  /// A word with a page is a cross reference, a built-in one is not.
  private func reference(to command: CommandManifest) -> [MdocWriter.Word] {
    BuiltInCommand(rawValue: command.path[0]) == nil
      ? [.raw("Xr"), .prose(pageName(command.path)), .raw("1")]
      : [.raw("Cm"), .code(command.path[0])]
  }

  /// The page of a noun or of a top-level command.
  private func page(_ command: CommandManifest) -> ManFile {
    let name = pageName(command.path)
    var writer = head(name, section: 1, summary: command.summary)
    writer.macro("Sh", "SYNOPSIS")
    synopsis(of: command, to: &writer)
    writer.macro("Sh", "DESCRIPTION")
    if command.isRunnable {
      body(of: command, to: &writer)
    } else {
      let text = command.discussion.isEmpty ? command.summary.asSentence : command.discussion
      writer.paragraphs(text)
      alsoSpelt(command, in: &writer)
    }
    let verbs = descendants(of: command.path)
    if !verbs.isEmpty { writer.macro("Sh", "COMMANDS") }
    for verb in verbs {
      writer.macro("Ss", verb.path.joined(separator: " "))
      synopsis(of: verb, to: &writer)
      writer.macro("Pp")
      body(of: verb, to: &writer)
    }
    let mentioned = ([command] + verbs).flatMap(\.seeAlso).compactMap(pageReference)
    writer.seeAlso(
      ["\(tool.program)(1)"] + (mentioned + topicReferences).filter { $0 != "\(name)(1)" })
    return ManFile(name: "\(name).1", text: writer.text)
  }

  private func page(_ topic: ManTopic) -> ManFile {
    var writer = head(topic.name, section: topic.section, summary: topic.summary)
    for part in topic.parts { writer.part(part) }
    let own = "\(topic.name)(\(topic.section))"
    writer.seeAlso(["\(tool.program)(1)"] + topicReferences.filter { $0 != own })
    return ManFile(name: "\(topic.name).\(topic.section)", text: writer.text)
  }

  private func head(_ name: String, section: Int, summary: String) -> MdocWriter {
    var writer = MdocWriter()
    writer.macro("Dd", [.raw(date)])
    writer.macro("Dt", [.prose(name.uppercased()), .raw("\(section)")])
    writer.macro("Os", [.raw(tool.program)])
    writer.macro("Sh", "NAME")
    writer.macro("Nm", name)
    writer.macro("Nd", summary)
    return writer
  }

  private func synopsis(of command: CommandManifest, to writer: inout MdocWriter) {
    writer.macro("Nm", ([tool.program] + command.path).joined(separator: " "))
    if !command.isRunnable { writer.macro("Ar", command.path.isEmpty ? "COMMAND" : "VERB") }
    writer.macro("Op", [.raw("Ar"), .code("OPTIONS")])
    if !command.isRunnable { writer.macro("Op", [.raw("Ar"), .code("OPERANDS")]) }
    for operand in command.operands {
      let name: [MdocWriter.Word] =
        [.code(operand.name)] + (operand.isRepeatable ? [.raw("...")] : [])
      if operand.isRequired {
        writer.macro("Ar", name)
      } else {
        writer.macro("Op", [.raw("Ar")] + name)
      }
    }
  }

  /// Summary, discussion, arguments and examples of a command.
  private func body(of command: CommandManifest, to writer: inout MdocWriter) {
    writer.prose(command.summary.asSentence)
    if !command.discussion.isEmpty {
      writer.macro("Pp")
      writer.paragraphs(command.discussion)
    }
    alsoSpelt(command, in: &writer)
    writer.arguments(command.arguments.filter { !$0.isHidden })
    for example in command.examples {
      writer.macro("Pp")
      writer.prose("\(example.caption):")
      writer.literal([example.command])
    }
  }

  private func alsoSpelt(_ command: CommandManifest, in writer: inout MdocWriter) {
    guard !command.aliases.isEmpty else { return }
    writer.macro("Pp")
    writer.prose("Also spelt \(command.aliases.joined(separator: ", ")).")
  }

  private func descendants(of path: [String]) -> [CommandManifest] {
    tool.children(of: path).flatMap { child in
      (child.isRunnable ? [child] : []) + descendants(of: child.path)
    }
  }

  private var topicReferences: [String] { tool.topics.map { "\($0.name)(\($0.section))" } }

  private func pageName(_ path: [String]) -> String {
    ([tool.program] + path.prefix(1)).joined(separator: "-")
  }

  /// `crm-formats(7)` as it is; `crm pool release` as the page of its noun.
  private func pageReference(_ mention: String) -> String? {
    if mention.hasSuffix(")") { return mention }
    let words = mention.split(separator: " ").map(String.init)
    guard words.count > 1, words[0] == tool.program else { return nil }
    return "\(pageName(Array(words.dropFirst())))(1)"
  }
}
