import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum PipelineCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(PipelineAdd.spec(noun)) { try $0.run(in: $1) },
      RecordShow.entry(noun, summary: "Show a pipeline with its stages"),
      CommandEntry(PipelineVersionsCommand.self),
    ]
  }
}
