import CommandLineKit

/// The commands of this folder, for the registry.
enum ClassificationCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(ClassificationPin.spec) { try $0.run(isPinning: true, in: $1) },
    CommandEntry(ClassificationPin.unpinSpec) { try $0.run(isPinning: false, in: $1) },
    CommandEntry(ClassificationPinsCommand.self),
  ]
}
