/// Lays out help as plain text, from manifests alone.
struct HelpText {
  let tool: ToolManifest
  let detail: HelpPage.Detail
  let width: Int

  func text(for subject: HelpPage.Subject) -> String {
    let lines =
      switch subject {
      case .listing(let command): listing(of: command)
      case .command(let command): self.command(command)
      case .topic(let topic): TopicText(width: width).lines(of: topic)
      }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The program or a noun, with the commands below it.
  private func listing(of command: CommandManifest) -> [String] {
    var lines = heading(of: command)
    lines += commands(below: command.path)
    let name = ([tool.program] + command.path).joined(separator: " ")
    if command.path.isEmpty {
      let topics = tool.topics.map {
        DefinitionList.Row(name: $0.shortName(in: tool.program), text: $0.summary)
      }
      lines += sections([Section(title: "Topics", rows: topics)])
      if detail == .full { lines += options(tool.globals, title: "Global options") }
      lines += ["", "See '\(name) help COMMAND' or '\(name) help TOPIC' for more."]
    } else {
      lines += ["", "See '\(name) VERB --help' for more."]
    }
    return lines
  }

  private func command(_ command: CommandManifest) -> [String] {
    var lines = heading(of: command)
    lines += commands(below: command.path)
    let operands = command.operands.map {
      DefinitionList.Row(name: $0.name + ($0.isRepeatable ? "..." : ""), text: help(for: $0))
    }
    lines += sections([Section(title: "Operands", rows: operands)])
    lines += options(command.options, title: "Options")
    let name = ([tool.program] + command.path).joined(separator: " ")
    guard detail == .full else {
      return lines + ["", "See '\(name) --help' for details, examples and the global options."]
    }
    lines += options(tool.globals, title: "Global options")
    if !command.examples.isEmpty { lines += ["", "Examples:"] }
    for example in command.examples {
      lines += ["  # \(example.caption)", "  \(example.command)"]
    }
    if !command.seeAlso.isEmpty {
      lines +=
        [""]
        + TextWrap.lines(
          "See also: " + command.seeAlso.joined(separator: ", "), width: width)
    }
    return lines
  }

  /// Usage, summary, and in full help the other names and the discussion.
  private func heading(of command: CommandManifest) -> [String] {
    let usage = "Usage: " + UsageLine.text(for: command, program: tool.program)
    var lines = [usage, ""] + TextWrap.lines(command.summary, width: width)
    guard detail == .full else { return lines }
    if !command.aliases.isEmpty {
      lines += ["", "Also spelt: " + command.aliases.joined(separator: ", ")]
    }
    if !command.discussion.isEmpty {
      lines += [""] + TextWrap.paragraphs(command.discussion, width: width)
    }
    return lines
  }

  /// The commands directly below a path under the headings of their groups.
  private func commands(below path: [String]) -> [String] {
    let children = tool.children(of: path)
    return sections(
      children.map(\.group).uniqued().map { group in
        Section(
          title: group.isEmpty ? "Commands" : group,
          rows: children.filter { $0.group == group }.map {
            let names = $0.path.suffix(1) + $0.aliases
            return .init(name: names.joined(separator: ", "), text: $0.summary)
          })
      })
  }

  /// Options under the headings of their sections; the ones without a section come first.
  private func options(_ options: [ArgumentManifest], title: String) -> [String] {
    let visible = options.filter { !$0.isHidden }
    let titles = [nil] + visible.compactMap(\.section).uniqued().map(Optional.some)
    return sections(
      titles.map { name in
        Section(
          title: name ?? title,
          rows: visible.filter { $0.section == name }.map {
            .init(name: $0.spellings, text: help(for: $0))
          })
      })
  }

  /// A heading with its rows.
  private struct Section {
    var title: String
    var rows: [DefinitionList.Row]
  }

  /// Sections whose texts all begin in the same column; empty ones are left out.
  private func sections(_ sections: [Section]) -> [String] {
    let nameWidth = DefinitionList.nameWidth(sections.flatMap(\.rows).map(\.name))
    return sections.filter { !$0.rows.isEmpty }.flatMap { section in
      let list = DefinitionList(
        rows: section.rows, nameWidth: nameWidth, width: width, isOneLine: detail == .short)
      return ["", "\(section.title):"] + list.lines()
    }
  }

  private func help(for argument: ArgumentManifest) -> String {
    detail == .short ? argument.help : argument.fullHelp
  }
}

extension ArgumentManifest {
  /// Both spellings with the value: `-p, --pool POOL`; without a short one the place stays free.
  fileprivate var spellings: String {
    (short.map { "-\($0), " } ?? "    ") + spelling + (valueName.map { " \($0)" } ?? "")
  }

  /// The help with what else is to be known: choices, default, repetition.
  var fullHelp: String {
    var notes: [String] = []
    if case .choices(let words) = completion {
      notes.append("one of \(words.joined(separator: ", "))")
    }
    if let defaultValue, kind != .flag { notes.append("default \(defaultValue)") }
    if isRepeatable, kind == .option {
      notes.append(separatesAtCommas ? "can be repeated or separated by commas" : "can be repeated")
    }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions, in the order of their first appearance.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
