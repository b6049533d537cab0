/// The options that the parser itself understands.
enum BuiltInOption: Sendable, CaseIterable {
  case shortHelp
  case fullHelp
  case version

  static func named(_ long: some StringProtocol) -> BuiltInOption? {
    switch long {
    case "help": .fullHelp
    case "version": .version
    default: nil
    }
  }

  static func named(short: Character) -> BuiltInOption? {
    switch short {
    case "h": .shortHelp
    case "V": .version
    default: nil
    }
  }

  /// How help, man pages and completions list them, after the global options.
  static let manifests = [
    ArgumentManifest(
      kind: .flag, name: "help", short: "h", help: "Show help; -h is one screen, --help everything"),
    ArgumentManifest(kind: .flag, name: "version", short: "V", help: "Show the version"),
  ]
}
