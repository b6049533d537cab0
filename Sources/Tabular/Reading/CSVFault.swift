import Values

/// The errors of reading CSV, in the user's words, each with a code of its own.
enum CSVFault {
  static func error(
    _ fault: CSVScanner.Fault, delimiter: UInt8, at place: (Int) -> UserError.Location
  ) -> UserError {
    switch fault {
    case .unclosedQuote(let offset):
      return make(
        "E_QUOTE", "this quote is never closed", place(offset),
        hint: "close the field with \", or remove the quote")
    case .strayQuote(let offset):
      return make(
        "E_QUOTE", "a quote within a field that does not begin with one", place(offset),
        hint: "put the whole field in quotes and double the quotes within it")
    case .textAfterQuote(let offset, let opened):
      let start = place(opened)
      let name = CSVDialect.name(of: delimiter)
      return make(
        "E_QUOTE", "expected \(name) or the end of the line after the closing quote",
        place(offset),
        hint: "the field was opened in line \(start.line ?? 0), column \(start.column ?? 0);"
          + " a quote within it must be doubled")
    case .fieldTooLong(let offset, let isQuoted):
      return make(
        "E_FIELD_SIZE", "a field is longer than \(CSVScanner.fieldLimit) bytes", place(offset),
        hint: isQuoted ? "is the quote that opens it ever closed?" : nil)
    case .tooManyFields(let offset):
      return make(
        "E_COLUMNS", "more than \(CSVScanner.fieldCountLimit) columns", place(offset),
        hint: "is \(CSVDialect.name(of: delimiter)) really the delimiter?")
    }
  }

  static func error(
    _ fault: TextDecoder.Fault, encoding: String, _ place: UserError.Location
  ) -> UserError {
    switch fault {
    case .nul:
      return make(
        "E_NUL", "a NUL byte, which text cannot hold", place,
        hint: "the file may be UTF-16 without a mark: try --encoding utf-16le")
    case .truncated:
      return make("E_ENCODING", "the file ends within a character", place, hint: hint(encoding))
    case .invalid(let bytes):
      let shown = bytes.map { "0x" + TerminalText.hexadecimal($0) }.joined(separator: " ")
      return make(
        "E_ENCODING", "\(shown) is not valid in \(encoding)", place, hint: hint(encoding))
    }
  }

  static func recordTooLong(limit: Int, _ place: UserError.Location) -> UserError {
    make("E_RECORD_SIZE", "a record is longer than \(limit) bytes", place, hint: nil)
  }

  static func ragged(
    expected: Int, found: Int, _ place: UserError.Location, guessedDelimiter: UInt8?
  ) -> UserError {
    make(
      "E_RAGGED", "expected \(expected) field\(expected == 1 ? "" : "s"), found \(found)", place,
      hint: guessedDelimiter.map {
        "the delimiter was taken to be \(CSVDialect.name(of: $0)); --delimiter sets another"
      })
  }

  static func emptyFile(_ name: String) -> UserError {
    make("E_EMPTY", "the file is empty", UserError.Location(file: name), hint: nil)
  }

  static func blankHeader(_ place: UserError.Location) -> UserError {
    make(
      "E_HEADER", "the header line names no column", place,
      hint: "the first line must hold the names of the columns")
  }

  static func duplicateColumn(
    _ name: String, first: Int, second: Int, _ place: UserError.Location
  ) -> UserError {
    make(
      "E_HEADER_DUPLICATE",
      "columns \(first) and \(second) are both named '\(TerminalText.escaped(name))'", place,
      hint: "rename or remove one of them")
  }

  private static func hint(_ encoding: String) -> String {
    TextEncoding.isUTF8(encoding)
      ? "if the file comes from Excel in Chinese, try --encoding gb18030"
      : "try another --encoding, or --encoding auto"
  }

  private static func make(
    _ code: String, _ message: String, _ place: UserError.Location, hint: String?
  ) -> UserError {
    UserError(.badData, message, code: code, location: place, hints: hint.map { [$0] } ?? [])
  }
}
