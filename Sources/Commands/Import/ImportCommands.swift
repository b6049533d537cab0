import CommandLineKit

/// The commands of this folder, for the registry.
enum ImportCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(
      noun: "import", summary: "Read records from files", group: "Files"),
    CommandEntry(ImportCSV.self), CommandEntry(ImportTemplate.self),
    CommandEntry(ImportMap.self), CommandEntry(ImportList.self), CommandEntry(ImportShow.self),
  ]
}
