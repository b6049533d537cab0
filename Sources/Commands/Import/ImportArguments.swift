import CRM
import CommandLineKit
import Glibc
import Tabular
import Values

/// Reads the values of import options that have an inner form.
enum ImportArguments {
  /// `Column=field`, `Column=` for a column that is left out, or a file of such lines.
  static func columnMaps(
    _ text: String, in context: CommandContext
  ) throws -> [ImportOptions.ColumnMap] {
    guard !text.contains("=") else { return [try columnMap(text[...])] }
    let path = StoreLocation.absolute(text, in: context.environment)
    let source: FileSource
    do {
      source = try FileSource(path: path)
    } catch let error as UserError {
      throw UserError(
        .usage, "--map '\(text)' is neither COLUMN=FIELD nor a file",
        hints: [error.message])
    }
    return try lines(of: source, name: text).compactMap { line in
      let line = TrimmedBytes.trimmed(String(line))
      return line.isEmpty || line.hasPrefix("#") ? nil : try columnMap(line[...])
    }
  }

  private static func columnMap(_ text: Substring) throws -> ImportOptions.ColumnMap {
    guard let sign = text.lastIndex(of: "="), sign != text.startIndex else {
      throw UserError(.usage, "'\(text)' is not COLUMN=FIELD")
    }
    let target = TrimmedBytes.trimmed(String(text[text.index(after: sign)...]))
    return .init(
      column: TrimmedBytes.trimmed(String(text[..<sign])), target: target.isEmpty ? nil : target)
  }

  private static func lines(of source: FileSource, name: String) throws -> [Substring] {
    guard let bytes = try source.bytes(atMost: 1 << 20) else {
      throw UserError(.badData, "\(name) is too large for a file of column names")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UserError(.badData, "\(name) is not valid UTF-8", code: "E_ENCODING")
    }
    return text.split { $0.isNewline }
  }

  /// `FIELD:TEXT=OTHER`, split at the first `:` and the first `=` behind it.
  static func replacement(_ text: String) throws -> ImportOptions.Replacement {
    guard let colon = text.firstIndex(of: ":"),
      let sign = text[colon...].firstIndex(of: "="), colon != text.startIndex
    else {
      throw UserError(
        .usage, "--value '\(text)' is not FIELD:TEXT=OTHER",
        hints: ["such as --value 'product:GTXPro=GTX Pro'"])
    }
    return .init(
      target: String(text[..<colon]), text: String(text[text.index(after: colon)..<sign]),
      replacement: String(text[text.index(after: sign)...]))
  }

  /// `FIELD=VALUE`, split at the first `=`.
  static func assignment(_ text: String, option: String) throws -> ImportOptions.Assignment {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
      throw UserError(.usage, "\(option) '\(text)' is not FIELD=VALUE")
    }
    return .init(
      target: String(text[..<sign]), text: String(text[text.index(after: sign)...]))
  }

  /// The file of an operand; `-` is standard input.
  static func source(_ path: FilePath) throws -> FileSource {
    path.isStandardStream
      ? FileSource(descriptor: 0, name: "standard input") : try FileSource(path: path.bytes)
  }

  /// The file of an operand with what is said about its form.
  static func input(
    _ file: FilePath, encoding: String, delimiter: String?, makesCopy: Bool = false
  ) throws -> ImportInput {
    let source = try source(file)
    return ImportInput(
      name: file.isStandardStream ? "standard input" : file.description,
      source: RepeatableFile(source, makesCopy: makesCopy),
      dialect: CSVDialect(
        delimiter: try delimiter.map(Self.delimiter), encoding: encoding),
      size: source.size)
  }

  /// One ASCII character, or a name for one that is hard to type.
  static func delimiter(_ text: String) throws -> UInt8 {
    switch text {
    case "tab", "\\t": return UInt8(ascii: "\t")
    case "comma": return UInt8(ascii: ",")
    case "semicolon": return UInt8(ascii: ";")
    case "pipe": return UInt8(ascii: "|")
    default: break
    }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\""),
      byte == UInt8(ascii: "\t") || byte >= 0x20
    else {
      throw UserError(
        .usage, "--delimiter takes one ASCII character other than a quote, not '\(text)'")
    }
    return byte
  }

  /// Refuses to write over the file that is read, or twice to one file.
  static func refuseSameFile(_ files: [(name: String, path: FilePath?)]) throws {
    var seen: [(name: String, identity: String)] = []
    for (name, path) in files {
      guard let path, !path.isStandardStream else { continue }
      let identity = identity(of: path)
      if let other = seen.first(where: { $0.identity == identity }) {
        throw UserError(
          .usage, "\(name) would overwrite \(other.name): \(path)", hints: ["name another file"])
      }
      seen.append((name, identity))
    }
  }

  /// The same for all names of a file that exists.
  private static func identity(of path: FilePath) -> String {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return path.description }
    return "\(status.st_dev):\(status.st_ino)"
  }
}
