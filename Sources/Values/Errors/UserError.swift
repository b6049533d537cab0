/// An error that a user can act on: what happened, where, and what to do about it.
///
/// This is the only error type that reaches a user. Messages are sentences without a trailing
/// period, start in lower case, quote what the user wrote, and never contain raw SQL.
package struct UserError: Error, Sendable, Equatable {
  /// Where in an input file the trouble stands; lines and columns count from one.
  package struct Location: Sendable, Equatable {
    package var file: String
    package var line: Int?
    package var column: Int?

    package init(file: String, line: Int? = nil, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  /// A part of a text that the user wrote, which a message points to.
  package struct Excerpt: Sendable, Equatable {
    package var text: String
    /// Where the part begins and ends, in bytes.
    package var start: Int
    package var end: Int

    package init(_ text: String, from start: Int, to end: Int) {
      self.text = text
      self.start = start
      self.end = end
    }
  }

  package var exit: ExitCode
  package var message: String
  /// A stable machine name such as `E_PHONE` or `cooldown_until`, when there is one.
  package var code: String?
  package var location: Location?
  package var excerpt: Excerpt?
  package var hints: [String]
  /// Machine-readable details for `--json`, in order, such as the winner of a lost claim.
  package var details: [Detail]

  package struct Detail: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(
    _ exit: ExitCode, _ message: String, code: String? = nil, location: Location? = nil,
    hints: [String] = [], details: [Detail] = []
  ) {
    self.exit = exit
    self.message = message
    self.code = code
    self.location = location
    self.hints = hints
    self.details = details
  }

  /// A bug: something that the program itself should have made impossible.
  package static func bug(_ message: String) -> UserError {
    UserError(.bug, "internal error: \(message)", hints: ["this is a bug in crm; please report it"])
  }
}
