import CommandLineKit
import Values

/// What the sample makes of a command line, in a form that tests can compare and print.
enum SampleInvocation: Equatable {
  case run(SampleGlobals, SamplePayload)
  case help(HelpPage)
  case version

  /// Parses words separated by single spaces; `''` stands for the empty word.
  static func parse(_ line: String) throws -> SampleInvocation {
    let words = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
    return try parse(words.map { ArgumentText($0) })
  }

  static func parse(_ arguments: [ArgumentText]) throws -> SampleInvocation {
    switch try SampleTree.tree.parse(arguments) {
    case .run(let globals, let payload): .run(globals, payload)
    case .help(let page): .help(page)
    case .version: .version
    }
  }

  /// The usage error of a line; nil when there is none.
  static func error(of line: String) -> UserError? {
    do {
      _ = try parse(line)
      return nil
    } catch {
      return error as? UserError
    }
  }
}
