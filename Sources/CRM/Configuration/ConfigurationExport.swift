import Catalogue
import Store
import Values
import YAML

/// The configuration of a store as a file: `crm config export`.
///
/// The same configuration gives the same bytes, whatever the ids and the language.
package struct ConfigurationExport {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The sections of these names, or all of them.
  package func text(_ names: [String] = []) throws -> String {
    let all = ConfigurationLayout.sections(of: try session.catalogue)
    for name in names
    where name != ConfigurationFile.settingsSection && !all.contains(where: { $0.isNamed(name) }) {
      throw Self.unknown(name, among: all)
    }
    let sections = names.isEmpty ? all : all.filter { names.contains(where: $0.isNamed) }
    return try session.read { db in
      let nodes = try ConfigurationNodes(session: session, db: db)
      var printer = YAMLPrinter()
      printer.comment("The configuration of a crm store: crm-config(5) explains it.")
      printer.entry(.init("version", .literal(String(ConfigurationFile.version))))
      if names.isEmpty || names.contains(ConfigurationFile.settingsSection) {
        printer.comment("")
        printer.comment("设置: values that belong to the store as a whole")
        printer.entry(
          .init(ConfigurationFile.settingsSection, try ConfigurationSettings.node(in: db)))
      }
      for section in sections {
        printer.comment("")
        printer.comment("\(section.noun.label.chinese): \(section.noun.summary)")
        printer.entry(.init(section.name, try content(of: section, nodes, in: db)))
      }
      return printer.text
    }
  }

  private func content(
    of section: ConfigurationLayout, _ nodes: ConfigurationNodes, in db: ReadTransaction
  ) throws -> YAMLNode {
    let records = try ConfigurationRecord.all(section, where: "1", in: db)
    guard section.group != nil else { return .list(try records.map(nodes.tree)) }
    var groups: [(name: String, records: [ConfigurationRecord])] = []
    for record in records {
      let name = record.group ?? ""
      if groups.last?.name == name {
        groups[groups.count - 1].records.append(record)
      } else {
        groups.append((name, [record]))
      }
    }
    return .mapping(
      try groups.map { .init($0.name, .list(try $0.records.map(nodes.tree))) })
  }

  /// The error for a section that is not there.
  static func unknown(_ name: String, among sections: [ConfigurationLayout]) -> UserError {
    let names = [ConfigurationFile.settingsSection] + sections.map(\.name)
    return UserError(
      .usage, "a configuration has no section '\(name)'",
      hints: [
        NearestNames.hint(for: name, among: names) ?? "sections: \(names.joined(separator: ", "))"
      ])
  }
}

extension ConfigurationLayout {
  /// Whether a user means this section: by the plural of its noun, its name or an alias.
  fileprivate func isNamed(_ name: String) -> Bool {
    noun.plural == name || noun.name == name || noun.aliases.contains(name)
  }
}
