import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum ProductCommands {
  static func entries(_ noun: Noun) -> [CommandEntry<Payload>] {
    [
      RecordShow.entry(
        noun, summary: "Show a product and where it is used",
        discussion: "'used' counts the records on whose lines it stands, and adds the lines up.",
        examples: [
          Example("crm product show 'GTX Pro'", "With the opportunities that have it")
        ], seeAlso: ["opportunity line list"])
    ]
  }
}
