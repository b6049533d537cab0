import CRM
import CommandLineKit
import Tabular
import Values

/// The records that a command works on: its operands, and with `--stdin` the lines of standard
/// input, as `-O ids` of another command prints them.
enum ReferenceInput {
  static let help = "Read references from standard input, one a line; with -z ended by NUL"

  /// The same for commands that also take conditions.
  static func selection(
    _ selection: RecordSelection, readsInput: Bool, in context: CommandContext
  ) throws -> RecordSelection {
    var selection = selection
    if readsInput || selection.filter.isEmpty {
      selection.references = try references(
        selection.references, readsInput: readsInput, in: context)
    }
    return selection
  }

  static func references(
    _ operands: [String], readsInput: Bool, in context: CommandContext
  ) throws -> [String] {
    var references = operands
    if readsInput {
      let separator = context.globals.isNullSeparated ? 0 : UInt8(ascii: "\n")
      references += try lines(
        of: FileSource(descriptor: 0, name: "standard input"), separator: separator)
    }
    guard !references.isEmpty || readsInput else {
      throw UserError(
        .usage, "no record is named",
        hints: ["name one or several, or read them with --stdin"])
    }
    return references
  }

  /// The lines that hold anything, without the white space around them.
  static func lines(of source: some ByteSource, separator: UInt8) throws -> [String] {
    var source = source
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = try source.read(into: buffer), count > 0 {
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    var lines: [String] = []
    for (number, line) in bytes.split(separator: separator, omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let text = String(validating: line, as: UTF8.self) else {
        throw UserError(
          .badData, "the line is not valid UTF-8",
          location: .init(file: "standard input", line: number + 1))
      }
      let trimmed = TrimmedBytes.trimmed(text)
      if !trimmed.isEmpty { lines.append(trimmed) }
    }
    return lines
  }
}
