import Values

/// Reads the records of a CSV file one after another, in constant memory.
///
/// Text is handed out as bytes of valid UTF-8 that lie in the reader's buffer until the next call
/// of `next`. Whatever the file does not say clearly (an unclosed quote, a ragged row, a wrong
/// byte) is an error with its place, never a guess. The first record sets the number of fields.
package final class CSVReader {
  /// The longest record; the bound of the memory a hostile file can claim.
  static let recordLimit = 16_000_000

  /// The file's name as errors give it.
  package let name: String
  /// What separates the fields, found out or given.
  package let delimiterUsed: UInt8
  /// The record that `next` has read; before that, one without fields.
  package private(set) var record: CSVRecord

  private let delimiterIsGuessed: Bool
  private var decoder: TextDecoder
  private var buffer: TextBuffer
  private var scanner: CSVScanner
  private var nextLine: Int
  private var expectedFields: Int?
  private var failure: UserError?

  /// Opens the file: finds out encoding and delimiter, and obeys a first line `sep=;`.
  package convenience init(
    source: any ByteSource, name: String, dialect: CSVDialect = CSVDialect()
  ) throws {
    try self.init(source: source, name: name, dialect: dialect, bufferSize: 1 << 18)
  }

  init(source: any ByteSource, name: String, dialect: CSVDialect, bufferSize: Int) throws {
    self.name = name
    decoder = try TextDecoder.open(source, encoding: dialect.encoding)
    buffer = TextBuffer(capacity: bufferSize)
    try buffer.skipByteOrderMark(from: &decoder)
    let opening = try buffer.line(from: &decoder)
    let declared = Self.separatorLine(opening)
    if let declared { buffer.consume(declared.length) }
    nextLine = declared == nil ? 1 : 2
    delimiterIsGuessed = dialect.delimiter == nil && declared == nil
    delimiterUsed =
      dialect.delimiter ?? declared?.delimiter ?? CSVDialect.delimiter(ofHeader: opening)
    try CSVDialect.check(delimiter: delimiterUsed)
    scanner = CSVScanner(delimiter: delimiterUsed)
    record = scanner.record(at: buffer.text, length: 0, line: 0)
  }

  /// The encoding in use; with `auto` it may change while nothing but ASCII has been read.
  package var encodingUsed: String { decoder.encoding }

  /// How many bytes of the file have been read so far, for progress.
  package var bytesRead: Int64 { decoder.bytesRead }

  /// Where a field of the record begins: its physical line and its column there, in characters.
  package func location(ofField index: Int) -> UserError.Location {
    precondition(index >= 0 && index < record.count, "no such field in the record")
    return location(at: record.fields[index].start)
  }

  /// Moves to the next record that is not a blank line; false at the end of the file.
  ///
  /// A ragged row (`E_RAGGED`) is thrown once and reading may go on after it; every other error
  /// is final and thrown again.
  package func next() throws -> Bool {
    if let failure { throw failure }
    do {
      guard try readRecord() else { return false }
    } catch let error as UserError {
      failure = error
      throw error
    }
    if record.count != expectedFields { try checkFieldCount() }
    return true
  }

  private func readRecord() throws -> Bool {
    if scanner.hasQuotes { nextLine += TextPosition.lineEnds(in: record.raw) }
    while true {
      let start = buffer.text + buffer.start
      let end = buffer.text + buffer.end
      switch scanner.scan(start, end: end, isLast: buffer.isComplete) {
      case .record(let length, let consumed):
        record = scanner.record(at: start, length: length, line: nextLine)
        if length > 0 {
          buffer.consume(consumed)
          nextLine += 1
          return true
        }
        if start == end { return false }
        buffer.consume(consumed)
        nextLine += 1
      case .fault(let fault):
        record = scanner.record(at: start, length: end - start, line: nextLine)
        throw CSVFault.error(fault, delimiter: delimiterUsed) { self.location(at: $0) }
      case .needsMore:
        try readMore()
      }
    }
  }

  /// Brings more text; what keeps the decoder from it is an error just behind the last of it.
  private func readMore() throws {
    if buffer.end - buffer.start > Self.recordLimit {
      record = unfinishedRecord
      throw CSVFault.recordTooLong(limit: Self.recordLimit, location(at: 0))
    }
    try buffer.fill(from: &decoder)
    if let fault = decoder.fault, buffer.isDrained {
      record = unfinishedRecord
      throw CSVFault.error(fault, encoding: decoder.encoding, location(at: record.length))
    }
  }

  /// All the text that is left, as a record of which no field is known yet.
  private var unfinishedRecord: CSVRecord {
    scanner.record(
      at: buffer.text + buffer.start, length: buffer.end - buffer.start, line: nextLine)
  }

  private func checkFieldCount() throws {
    guard let expectedFields else {
      expectedFields = record.count
      return
    }
    let place =
      record.count > expectedFields ? record.fields[expectedFields].start : record.length
    throw CSVFault.ragged(
      expected: expectedFields, found: record.count, location(at: place),
      guessedDelimiter: delimiterIsGuessed ? delimiterUsed : nil)
  }

  /// The place of a byte of the record.
  private func location(at offset: Int) -> UserError.Location {
    let position = TextPosition(after: UnsafeBufferPointer(rebasing: record.raw[..<offset]))
    return UserError.Location(
      file: name, line: record.line + position.line, column: position.column)
  }

  /// What a line `sep=;`, as Excel writes and reads it, declares; its length has the line end.
  private static func separatorLine(
    _ line: UnsafeBufferPointer<UInt8>
  ) -> (delimiter: UInt8, length: Int)? {
    let content = line.prefix { !CSVScanner.isLineEnd($0) }
    guard content.count == 5, content.last != CSVDialect.quote,
      content.prefix(4).elementsEqual("sep=".utf8)
        || content.prefix(4).elementsEqual("SEP=".utf8)
    else { return nil }
    return content.last.map { ($0, line.count) }
  }
}
