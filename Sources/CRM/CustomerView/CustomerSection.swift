import Tabular

/// A part of `customer show`: its entries stand in the document, one behind the other.
///
/// What belongs to a customer from another part of the program is shown by one more value here.
package struct CustomerSection: Sendable {
  /// The name in `--sections`.
  package var name: String
  /// What it shows, as one phrase for help; a key of the document stands under the section's name
  /// unless the phrase says otherwise.
  package var summary: String
  var entries: @Sendable (CustomerScene) throws -> [Document.Entry]

  init(
    _ name: String, _ summary: String,
    entries: @escaping @Sendable (CustomerScene) throws -> [Document.Entry]
  ) {
    self.name = name
    self.summary = summary
    self.entries = entries
  }

  /// All of them, in the order of the document.
  package static let all: [CustomerSection] = [
    .header, .holding, .score, .children, .contacts, .opportunities, .quotes, .contracts, .tasks,
    .tickets, .activities, .attachments, .shares,
  ]

  package static var names: [String] { all.map(\.name) }
}
