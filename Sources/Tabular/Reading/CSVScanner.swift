import Glibc

/// Splits the first record off a piece of CSV text.
///
/// A pure function of the text it is given: when the text ends before the record does, the
/// caller brings more and the scan starts over. It keeps only the memory of its results.
struct CSVScanner: ~Copyable {
  enum Outcome {
    /// The record is `length` bytes long, and `consumed` with its line end.
    case record(length: Int, consumed: Int)
    case needsMore
    case fault(Fault)
  }

  /// What is wrong with the record; offsets count bytes from its beginning.
  enum Fault {
    case unclosedQuote(at: Int)
    case strayQuote(at: Int)
    case textAfterQuote(at: Int, opened: Int)
    case fieldTooLong(at: Int, isQuoted: Bool)
    case tooManyFields(at: Int)
  }

  struct Field {
    /// The offset of the field in the record, its opening quote included.
    var start: Int
    /// The offset of the text: in the record, or in `unescaped` when quotes were doubled.
    var text: Int
    var length: Int
    var isQuoted: Bool
    var isUnescaped: Bool
  }

  static let fieldLimit = 1_000_000
  static let fieldCountLimit = 1_000

  private var fieldCount = 0
  private(set) var hasQuotes = false
  private let fields: UnsafeMutablePointer<Field>
  /// The texts of fields with doubled quotes.
  private var unescaped = ByteBuffer()

  private let delimiter: UInt8
  /// By byte: whether an unquoted field cannot simply go on with it.
  private let isSpecial: UnsafeMutablePointer<Bool>

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    fields = .allocate(capacity: Self.fieldCountLimit)
    isSpecial = .allocate(capacity: 256)
    isSpecial.initialize(repeating: false, count: 256)
    for byte in [delimiter, Self.newline, Self.carriageReturn, CSVDialect.quote] {
      isSpecial[Int(byte)] = true
    }
  }

  deinit {
    fields.deallocate()
    isSpecial.deallocate()
  }

  /// The record that was scanned at `text`, valid until the next scan.
  func record(at text: UnsafePointer<UInt8>, length: Int, line: Int) -> CSVRecord {
    CSVRecord(
      text: text, length: length, fields: fields, unescaped: unescaped.base, line: line,
      count: fieldCount)
  }

  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Scans the record that begins at `base`; `isLast` says that no text follows `end`.
  ///
  /// `end` itself must be readable and hold a newline: a sentinel that spares the inner loop its
  /// check for the end.
  mutating func scan(
    _ base: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, isLast: Bool
  ) -> Outcome {
    fieldCount = 0
    hasQuotes = false
    unescaped.removeAll()
    var position = base
    while true {
      let start = position
      if fieldCount == Self.fieldCountLimit { return .fault(.tooManyFields(at: start - base)) }
      if position.pointee == CSVDialect.quote, position < end {
        switch scanQuoted(base, start, end: end, isLast: isLast) {
        case .closed(let after): position = after
        case .needsMore: return .needsMore
        case .fault(let fault): return .fault(fault)
        }
      } else {
        while !isSpecial[Int(position.pointee)] { position += 1 }
        let length = position - start
        if length > Self.fieldLimit {
          return .fault(.fieldTooLong(at: start - base, isQuoted: false))
        }
        if position == end, !isLast { return .needsMore }
        if position.pointee == CSVDialect.quote {
          return .fault(.strayQuote(at: position - base))
        }
        fields[fieldCount] = Field(
          start: start - base, text: start - base, length: length, isQuoted: false,
          isUnescaped: false)
        fieldCount += 1
      }
      if position.pointee == delimiter, position < end {
        position += 1
        continue
      }
      return lineEnd(base, position, end: end, isLast: isLast)
    }
  }

  /// The record ends at `position`: with LF, CRLF, CR or the end of the text.
  private func lineEnd(
    _ base: UnsafePointer<UInt8>, _ position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>,
    isLast: Bool
  ) -> Outcome {
    let length = position - base
    if position == end { return .record(length: length, consumed: length) }
    if position.pointee == Self.newline { return .record(length: length, consumed: length + 1) }
    if position + 1 == end {
      return isLast ? .record(length: length, consumed: length + 1) : .needsMore
    }
    let isPair = position[1] == Self.newline
    return .record(length: length, consumed: length + (isPair ? 2 : 1))
  }

  private enum Quoted {
    case closed(after: UnsafePointer<UInt8>)
    case needsMore
    case fault(Fault)
  }

  /// Scans the field whose opening quote is at `start`.
  private mutating func scanQuoted(
    _ base: UnsafePointer<UInt8>, _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>,
    isLast: Bool
  ) -> Quoted {
    hasQuotes = true
    let text = start + 1
    let unescapedStart = unescaped.count
    var position = text
    var isUnescaped = false
    while true {
      let found = memchr(position, Int32(CSVDialect.quote), end - position)
      guard let quote = found.map({ UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }) else {
        if end - text > Self.fieldLimit {
          return .fault(.fieldTooLong(at: start - base, isQuoted: true))
        }
        return isLast ? .fault(.unclosedQuote(at: start - base)) : .needsMore
      }
      if quote - text > Self.fieldLimit {
        return .fault(.fieldTooLong(at: start - base, isQuoted: true))
      }
      let after = quote + 1
      if after == end, !isLast { return .needsMore }
      if after < end, after.pointee == CSVDialect.quote {
        // A doubled quote: what precedes it is copied, together with one of the two.
        unescaped.append(UnsafeBufferPointer(start: position, count: after - position))
        isUnescaped = true
        position = after + 1
        continue
      }
      if isUnescaped {
        unescaped.append(UnsafeBufferPointer(start: position, count: quote - position))
      }
      fields[fieldCount] = Field(
        start: start - base, text: isUnescaped ? unescapedStart : text - base,
        length: isUnescaped ? unescaped.count - unescapedStart : quote - text, isQuoted: true,
        isUnescaped: isUnescaped)
      fieldCount += 1
      let isEnd = after == end || after.pointee == delimiter || Self.isLineEnd(after.pointee)
      guard isEnd else {
        return .fault(.textAfterQuote(at: after - base, opened: start - base))
      }
      return .closed(after: after)
    }
  }

  static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == newline || byte == carriageReturn
  }
}
