import Catalogue
import Values
import YAML

/// Reads a configuration file and finds everything in it that no section, field or record is.
package struct ConfigurationFileReader {
  package static let largestSize = YAMLReader.largestSize
  /// What an entry may hold besides its fields and parts.
  static let renamedFrom = "renamed_from"
  static let replacedBy = "replaced_by"

  private let name: String
  private let language: Language
  private var faults: [UserError] = []

  /// A text in several languages is taken in this one.
  package static func read(
    _ bytes: [UInt8], name: String, language: Language, catalogue: Catalogue
  ) throws -> ConfigurationFile {
    var reader = ConfigurationFileReader(name: name, language: language)
    let sections = ConfigurationLayout.sections(of: catalogue)
    let pairs = reader.pairs(of: try YAMLReader.read(bytes, name: name), sections)
    let settings = reader.settings(in: pairs)
    let scopes = sections.flatMap { reader.scopes(in: pairs, of: $0) }
    if !reader.faults.isEmpty { throw together(reader.faults, name: name) }
    return ConfigurationFile(name: name, settings: settings, scopes: scopes)
  }

  /// All errors of a file at once, in the order in which they stand there.
  static func together(_ faults: [UserError], name: String) -> any Error {
    guard faults.count > 1 else { return faults[0] }
    func place(_ error: UserError) -> (Int, Int) {
      (error.location?.line ?? 0, error.location?.column ?? 0)
    }
    return UserErrors(
      faults.sorted { place($0) < place($1) },
      conclusion: UserError(.badData, "\(name) has \(faults.count) errors"))
  }

  private init(name: String, language: Language) {
    self.name = name
    self.language = language
  }

  // MARK: Sections

  /// What stands in the file, after a look at its version and the names of its sections.
  private mutating func pairs(
    of document: YAMLNode?, _ sections: [ConfigurationLayout]
  ) -> [YAMLNode.Pair] {
    guard let document, case .mapping(let pairs) = document.content else {
      report("a configuration file is a mapping that begins with 'version: 1'", document?.place)
      return []
    }
    checkVersion(pairs, of: document)
    let names = [ConfigurationFile.settingsSection] + sections.map(\.name)
    for pair in pairs where pair.key != "version" && !names.contains(pair.key) {
      var error = ConfigurationExport.unknown(pair.key, among: sections)
      error.code = "E_SECTION"
      report(error, pair.place)
    }
    return pairs
  }

  private mutating func scopes(
    in pairs: [YAMLNode.Pair], of section: ConfigurationLayout
  ) -> [ConfigurationFile.Scope] {
    guard let pair = pairs.first(where: { $0.key == section.name }) else { return [] }
    return groups(in: pair, of: section)
  }

  private mutating func settings(in pairs: [YAMLNode.Pair]) -> [ConfigurationFile.SettingEntry] {
    guard let section = pairs.first(where: { $0.key == ConfigurationFile.settingsSection }),
      !section.value.isNull
    else { return [] }
    guard case .mapping(let entries) = section.value.content else {
      report(
        "'\(section.key)' holds a value for each name, not \(section.value.kind)", section.place)
      return []
    }
    return entries.compactMap { entry in
      guard let setting = Setting.all.first(where: { $0.name == entry.key }) else {
        let names = Setting.all.map(\.name)
        report(
          UserError(
            .badData, "there is no setting '\(entry.key)'", code: "E_SETTING",
            hints: [
              NearestNames.hint(for: entry.key, among: names)
                ?? "settings: \(names.joined(separator: ", "))"
            ]), entry.place)
        return nil
      }
      return text(entry.value, of: setting.name).map {
        .init(setting: setting, text: $0, place: entry.value.place)
      }
    }
  }

  private mutating func checkVersion(_ pairs: [YAMLNode.Pair], of document: YAMLNode) {
    guard let pair = pairs.first(where: { $0.key == "version" }) else {
      report("'version: 1' is missing", document.place, code: "E_VERSION")
      return
    }
    guard case .scalar(String(ConfigurationFile.version), _) = pair.value.content else {
      report(
        "this program reads version \(ConfigurationFile.version) of the format", pair.value.place,
        code: "E_VERSION")
      return
    }
  }

  private mutating func groups(
    in pair: YAMLNode.Pair, of section: ConfigurationLayout
  ) -> [ConfigurationFile.Scope] {
    guard let group = section.group else { return [scope(pair, of: section)] }
    if pair.value.isNull { return [] }
    guard case .mapping(let groups) = pair.value.content else {
      report(
        "\(section.name) hold a list of records for each \(group.name), not \(pair.value.kind)",
        pair.value.place)
      return []
    }
    return groups.map { scope($0, of: section, group: $0.key) }
  }

  // MARK: Records

  private mutating func scope(
    _ pair: YAMLNode.Pair, of layout: ConfigurationLayout, group: String? = nil
  ) -> ConfigurationFile.Scope {
    var entries: [ConfigurationFile.Entry] = []
    if case .sequence(let items) = pair.value.content {
      entries = items.compactMap { entry($0, of: layout) }
    } else if !pair.value.isNull {
      report("'\(pair.key)' holds a list of records, not \(pair.value.kind)", pair.value.place)
    }
    refuseRepetition(entries)
    refuseBadReplacements(entries)
    return ConfigurationFile.Scope(
      layout: layout, group: group, entries: entries, place: pair.place)
  }

  private mutating func entry(
    _ node: YAMLNode, of layout: ConfigurationLayout
  ) -> ConfigurationFile.Entry? {
    guard case .mapping(let pairs) = node.content else {
      report("a \(layout.noun.name) is a mapping of its fields, not \(node.kind)", node.place)
      return nil
    }
    var directives: [String: String] = [:]
    var values: [ConfigurationFile.Value] = []
    var parts: [ConfigurationFile.Scope] = []
    for pair in pairs {
      if let part = layout.parts.first(where: { $0.name == pair.key }) {
        parts.append(scope(pair, of: part))
      } else if [layout.title.name, Self.renamedFrom, Self.replacedBy].contains(pair.key) {
        directives[pair.key] = text(pair.value, of: pair.key)
      } else if let field = layout.fields.first(where: { $0.name == pair.key }) {
        values.append(value(pair.value, of: field))
      } else {
        report(unknownField(pair.key, of: layout), pair.place)
      }
    }
    guard let title = directives[layout.title.name] else {
      if !pairs.contains(where: { $0.key == layout.title.name }) {
        report("a \(layout.noun.name) needs a \(layout.title.name)", node.place, code: "E_REQUIRED")
      }
      return nil
    }
    let entry = ConfigurationFile.Entry(
      layout: layout, title: title, values: values, parts: parts,
      renamedFrom: directives[Self.renamedFrom], replacedBy: directives[Self.replacedBy],
      place: node.place)
    if entry.replacedBy != nil { refuseMore(pairs, than: [layout.title.name, Self.replacedBy]) }
    return entry
  }

  private func unknownField(_ name: String, of layout: ConfigurationLayout) -> UserError {
    let names =
      [layout.title.name] + layout.fields.map(\.name) + layout.parts.map(\.name)
      + [Self.renamedFrom, Self.replacedBy]
    if name == layout.position?.name {
      return UserError(
        .badData, "the order in the file is the \(name)", code: "E_FIELD",
        hints: ["move the record instead"])
    }
    return UserError(
      .badData, "a \(layout.noun.name) has no '\(name)' here", code: "E_FIELD",
      hints: [
        NearestNames.hint(for: name, among: names)
          ?? "it may have: \(names.joined(separator: ", "))"
      ])
  }

  // MARK: Values

  private mutating func value(_ node: YAMLNode, of field: Field) -> ConfigurationFile.Value {
    var content = ConfigurationFile.Value.Content.none
    if case .sequence(let items) = node.content, field.isLink {
      content = .list(items.compactMap { text($0, of: field.name) })
    } else if !node.isNull {
      content = text(node, of: field.name).map { .text($0) } ?? .none
    }
    return ConfigurationFile.Value(field: field, content: content, place: node.place)
  }

  /// A text, or the one in the reader's language of a mapping of languages.
  private mutating func text(_ node: YAMLNode, of name: String) -> String? {
    switch node.content {
    case .scalar(let text, _):
      guard !node.isNull, !TrimmedBytes.trimmed(text).isEmpty else {
        report("'\(name)' needs a value", node.place, code: "E_REQUIRED")
        return nil
      }
      return text
    case .mapping(let pairs) where Self.isTranslated(pairs):
      let pair = pairs.first { $0.key == language.rawValue } ?? pairs[0]
      guard case .scalar = pair.value.content else { break }
      return text(pair.value, of: name)
    default: break
    }
    report("'\(name)' is a value, not \(node.kind)", node.place)
    return nil
  }

  private static func isTranslated(_ pairs: [YAMLNode.Pair]) -> Bool {
    !pairs.isEmpty && pairs.allSatisfy { Language(rawValue: $0.key) != nil }
  }

  // MARK: Checks

  private mutating func refuseRepetition(_ entries: [ConfigurationFile.Entry]) {
    var places: [String: YAMLPlace] = [:]
    for entry in entries {
      for title in [entry.title, entry.renamedFrom].compactMap({ $0 }) {
        guard let first = places.updateValue(entry.place, forKey: title) else { continue }
        report(
          "'\(title)' stands here twice, first in line \(first.line)", entry.place,
          code: "E_DUPLICATE")
      }
    }
  }

  private mutating func refuseBadReplacements(_ entries: [ConfigurationFile.Entry]) {
    let staying = entries.filter { $0.replacedBy == nil }.map(\.title)
    for entry in entries {
      guard let other = entry.replacedBy, !staying.contains(other) else { continue }
      report(
        UserError(
          .badData, "there is no '\(other)' here that could replace '\(entry.title)'",
          code: "E_REPLACEMENT",
          hints: [NearestNames.hint(for: other, among: staying)].compactMap { $0 }), entry.place)
    }
  }

  private mutating func refuseMore(_ pairs: [YAMLNode.Pair], than names: [String]) {
    guard let pair = pairs.first(where: { !names.contains($0.key) }) else { return }
    report("a record that is replaced has no '\(pair.key)'", pair.place, code: "E_REPLACEMENT")
  }

  private mutating func report(_ message: String, _ place: YAMLPlace?, code: String = "E_TYPE") {
    report(UserError(.badData, message, code: code), place)
  }

  private mutating func report(_ error: UserError, _ place: YAMLPlace?) {
    var error = error
    error.exit = .badData
    error.location = .init(file: name, line: place?.line, column: place?.column)
    faults.append(error)
  }
}
