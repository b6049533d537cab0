import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum LeadCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(LeadWork.self), CommandEntry(LeadQualify.self), CommandEntry(LeadDisqualify.self),
    CommandEntry(LeadReopen.self), CommandEntry(LeadNext.self), CommandEntry(LeadConvert.self),
  ]
}
