/// The commands that the parser itself understands, beside the ones of the application.
enum BuiltInCommand: String, Sendable, CaseIterable {
  case help
  case version

  var manifest: CommandManifest {
    switch self {
    case .help:
      CommandManifest(
        path: [rawValue], summary: "Show help on a command or a topic", group: Self.group,
        arguments: [
          ArgumentManifest(
            kind: .operand, name: "TOPIC", help: "Words of a command, or the name of a topic",
            isRepeatable: true)
        ])
    case .version:
      CommandManifest(path: [rawValue], summary: "Show the version", group: Self.group)
    }
  }

  static let group = "Help"
}
