import CRM
import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum AttachmentCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      CommandEntry(AttachAdd.self), CommandEntry(AttachList.self), CommandEntry(AttachGet.self),
      CommandEntry(RecordDelete.spec(noun)) { try $0.run(noun, in: $1) },
      CommandEntry(RecordRestore.spec(noun)) { try $0.run(noun, in: $1) },
      CommandEntry(AttachSettings.self), CommandEntry(AttachPrune.self),
    ]
  }
}
