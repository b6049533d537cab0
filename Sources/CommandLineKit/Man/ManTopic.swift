/// A page that explains something other than a command, such as the exit codes.
///
/// It is shown by `crm help TOPIC` and written as a man page of section 5 or 7.
package struct ManTopic: Sendable, Equatable, Codable {
  /// The name of the page: `crm-exit-codes`.
  package var name: String
  /// The section of the manual: 5 for file formats, 7 for everything else.
  package var section: Int
  package var summary: String
  package var parts: [Part]

  package init(name: String, section: Int, summary: String, parts: [Part]) {
    self.name = name
    self.section = section
    self.summary = summary
    self.parts = parts
  }

  /// A titled part of a page.
  package struct Part: Sendable, Equatable, Codable {
    package var title: String
    package var blocks: [Block]

    package init(_ title: String, _ blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }
  }

  /// One block of text.
  package enum Block: Sendable, Equatable, Codable {
    case paragraph(String)
    case list([String])
    case definitions([Definition])
    case table(header: [String], rows: [[String]])
    /// Lines that stay as they are.
    case code([String])
  }

  /// A term and what it means.
  package struct Definition: Sendable, Equatable, Codable {
    package var term: String
    package var text: String

    package init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }
}
