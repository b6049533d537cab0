import CommandLineKit

/// The commands of this folder, for the registry.
enum PipelineCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(PipelineAdd.self), CommandEntry(PipelineShow.self),
  ]
}
