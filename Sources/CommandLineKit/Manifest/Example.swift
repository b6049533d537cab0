/// A command line that works, with one line that says what it does.
package struct Example: Sendable, Equatable, Codable {
  package var command: String
  package var caption: String

  package init(_ command: String, _ caption: String) {
    self.command = command
    self.caption = caption
  }
}
