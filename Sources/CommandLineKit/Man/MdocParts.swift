/// The recurring parts of our man pages.
extension MdocWriter {
  /// Operands, then options, as tagged lists; options with a section stand under its name.
  mutating func arguments(_ arguments: [ArgumentManifest]) {
    for title in [nil] + arguments.compactMap(\.section).uniqued().map(Optional.some) {
      let rows = arguments.filter { $0.section == title }
      guard !rows.isEmpty else { continue }
      if let title {
        macro("Pp")
        macro("Em", title)
      }
      macro("Bl", [.raw("-tag"), .raw("-width"), .raw("Ds")])
      for argument in rows.filter({ $0.kind == .operand }) + rows.filter({ $0.kind != .operand }) {
        macro("It", tag(of: argument))
        prose(argument.fullHelp.asSentence)
      }
      macro("El")
    }
  }

  /// `-p, --pool POOL`, or the name of an operand.
  private func tag(of argument: ArgumentManifest) -> [Word] {
    guard argument.kind != .operand else { return [.raw("Ar"), .code(argument.name)] }
    var words: [Word] = []
    if let short = argument.short {
      words += [.raw("Fl"), .code(short), .raw(",")]
    }
    words += [.raw("Fl"), .code(String(argument.spelling.dropFirst()))]
    if let value = argument.valueName { words += [.raw("Ar"), .code(value)] }
    return words
  }

  /// A titled part of a topic or of the overview.
  mutating func part(_ part: ManTopic.Part) {
    macro("Sh", part.title.uppercased())
    for (index, block) in part.blocks.enumerated() {
      switch block {
      case .paragraph(let text):
        if index > 0 { macro("Pp") }
        prose(text)
      case .list(let items):
        macro("Bl", [.raw("-bullet"), .raw("-compact")])
        for item in items {
          macro("It")
          prose(item)
        }
        macro("El")
      case .definitions(let definitions):
        macro("Bl", [.raw("-tag"), .raw("-width"), .raw("Ds")])
        for definition in definitions {
          macro("It", [.raw("Sy"), .code(definition.term)])
          prose(definition.text)
        }
        macro("El")
      case .table(let header, let rows): table(header, rows)
      case .code(let lines): literal(lines)
      }
    }
  }

  private mutating func table(_ header: [String], _ rows: [[String]]) {
    let widths = header.indices.map { column in
      ([header] + rows).map { column < $0.count ? $0[column] : "" }
        .max { TextWrap.columns($0) < TextWrap.columns($1) } ?? ""
    }
    macro("Bl", [.raw("-column")] + widths.map { .prose($0) })
    for (index, row) in ([header] + rows).enumerated() {
      let cells = row.flatMap { cell -> [Word] in
        [.raw("Ta")] + (index == 0 ? [.raw("Sy")] : [.raw("No")]) + [.prose(cell)]
      }
      macro("It", Array(cells.dropFirst()))
    }
    macro("El")
  }

  /// References such as `crm-formats(7)`, by section and then by name.
  mutating func seeAlso(_ references: [String]) {
    let pages = references.uniqued().compactMap { reference -> (section: String, name: String)? in
      guard let open = reference.lastIndex(of: "("), reference.hasSuffix(")") else { return nil }
      let section = reference[reference.index(after: open)...].dropLast()
      return (String(section), String(reference[..<open]))
    }
    guard !pages.isEmpty else { return }
    macro("Sh", "SEE ALSO")
    let sorted = pages.sorted { ($0.section, $0.name) < ($1.section, $1.name) }
    for (index, page) in sorted.enumerated() {
      let comma: [Word] = index < sorted.count - 1 ? [.raw(",")] : []
      macro("Xr", [.prose(page.name), .raw(page.section)] + comma)
    }
  }
}

extension String {
  /// With a period at its end, which summaries and help texts are declared without.
  var asSentence: String {
    last.map { ".!?".contains($0) } == true ? self : "\(self)."
  }
}
