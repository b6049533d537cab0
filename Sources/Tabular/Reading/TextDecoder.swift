import Glibc
import Values

/// Turns the bytes of a source into valid UTF-8, whatever encoding they are in.
///
/// Decoding stops at the first byte that is wrong; `fault` then says what is wrong there, and
/// everything before it has been delivered. Nothing is ever replaced or skipped.
///
/// The encoding `auto` is: a byte order mark; else strict UTF-8; else GB18030. As both read
/// ASCII alike, the choice waits for the first byte beyond it and looks at the megabyte that
/// follows. So a long ASCII beginning misleads nobody, and standard input needs no rereading.
struct TextDecoder: ~Copyable {
  /// What ended the decoding before the end of the source.
  enum Fault {
    case invalid(bytes: [UInt8])
    case truncated
    case nul
  }

  private enum Mode {
    /// All ASCII so far.
    case undecided
    case utf8
    case converted(CharacterConverter)
  }

  /// What `auto` looks at before it chooses.
  static let sampleSize = 1 << 20
  /// No character is longer in UTF-8, so this is the least room a read needs.
  static let longestCharacter = 4

  private var source: any ByteSource
  private var mode: Mode
  private let input: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var sourceHasEnded = false

  private(set) var fault: Fault?
  /// The encoding in use; the likeliest while `auto` has seen nothing but ASCII.
  private(set) var encoding: String
  /// How many bytes of the source are decoded.
  private(set) var bytesRead: Int64 = 0

  /// Reads the beginning of the source for its byte order mark.
  static func open(_ source: any ByteSource, encoding: String) throws -> TextDecoder {
    let mode = try mode(for: encoding)
    var decoder = TextDecoder(source: source, mode: mode, encoding: encoding.lowercased())
    try decoder.fill(atLeast: longestCharacter)
    if case .undecided = mode { try decoder.obeyByteOrderMark() }
    return decoder
  }

  private init(source: any ByteSource, mode: Mode, encoding: String) {
    self.source = source
    self.mode = mode
    self.encoding = encoding == "auto" ? "utf-8" : encoding
    input = .allocate(byteCount: Self.sampleSize, alignment: 16)
  }

  private static func mode(for encoding: String) throws -> Mode {
    if encoding.lowercased() == "auto" { return .undecided }
    if TextEncoding.isUTF8(encoding) { return .utf8 }
    return .converted(try CharacterConverter(from: encoding, to: "utf-8"))
  }

  deinit {
    input.deallocate()
  }

  /// Fills the buffer with whole characters and returns its used length; 0 at the end or a fault.
  mutating func read(into output: UnsafeMutableRawBufferPointer) throws -> Int {
    precondition(output.count >= Self.longestCharacter)
    while fault == nil {
      if start == end {
        try fill(atLeast: 1)
        if start == end { return 0 }
      }
      let written =
        switch mode {
        case .undecided: try readASCII(into: output)
        case .utf8: try readUTF8(into: output)
        case .converted(let converter): try convert(by: converter, into: output)
        }
      if written > 0 { return written }
    }
    return 0
  }

  // MARK: - The three modes

  private mutating func readASCII(into output: UnsafeMutableRawBufferPointer) throws -> Int {
    let length = UTF8Validation.asciiPrefix(of: unread(atMost: output.count))
    if length == 0 { try choose() }
    return deliver(length, into: output)
  }

  private mutating func readUTF8(into output: UnsafeMutableRawBufferPointer) throws -> Int {
    let bytes = unread(atMost: output.count)
    let valid = UTF8Validation(of: bytes)
    if valid.prefix == 0 {
      switch valid.rest {
      case .none: break
      case .incomplete: try continueCharacter()
      case .invalid(let length): fault = .invalid(bytes: Array(bytes[..<length]))
      }
    }
    return deliver(valid.prefix, into: output)
  }

  private mutating func convert(
    by converter: CharacterConverter, into output: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    let bytes = unread(atMost: input.count)
    let result = converter.convert(bytes, into: output)
    advance(by: result.read)
    let text = UnsafeRawBufferPointer(rebasing: output[..<result.written])
    if let nul = Self.nul(in: text) {
      fault = .nul
      return nul
    }
    if result.written == 0 {
      switch result.stop {
      case .inputUsedUp: break
      case .incomplete: try continueCharacter()
      case .outputFull: throw UserError.bug("a character longer than the buffer")
      case .invalid: fault = .invalid(bytes: Array(bytes[result.read...].prefix(1)))
      }
    }
    return result.written
  }

  /// Copies bytes that are valid UTF-8, up to a NUL.
  private mutating func deliver(_ length: Int, into output: UnsafeMutableRawBufferPointer) -> Int {
    let bytes = unread(atMost: length)
    let clean = Self.nul(in: bytes)
    if clean == 0 { fault = .nul }
    let count = clean ?? length
    output.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    advance(by: count)
    return count
  }

  // MARK: - The choice of `auto`

  /// Takes the encoding from the byte order mark and skips it.
  private mutating func obeyByteOrderMark() throws {
    let bytes = unread(atMost: 3)
    if bytes.elementsEqual([0xEF, 0xBB, 0xBF]) {
      mode = .utf8
      advance(by: 3)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      try convert(from: "utf-16le")
      advance(by: 2)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      try convert(from: "utf-16be")
      advance(by: 2)
    }
  }

  /// Chooses UTF-8 or GB18030 by the sample that begins with the first byte beyond ASCII.
  ///
  /// A sample that is neither is taken as UTF-8, so that the error points at its first bad byte.
  private mutating func choose() throws {
    try fill(atLeast: input.count)
    let sample = unread(atMost: input.count)
    mode = .utf8
    switch UTF8Validation(of: sample).rest {
    case .none: return
    case .incomplete where !sourceHasEnded: return
    case .incomplete, .invalid: break
    }
    guard try Self.isWhole(sample, in: "gb18030", mayBeCut: !sourceHasEnded) else { return }
    try convert(from: "gb18030")
  }

  private mutating func convert(from encoding: String) throws {
    mode = .converted(try CharacterConverter(from: encoding, to: "utf-8"))
    self.encoding = encoding
  }

  /// Whether all the bytes are text in the encoding, the last character aside if it may be cut.
  private static func isWhole(
    _ bytes: UnsafeRawBufferPointer, in encoding: String, mayBeCut: Bool
  ) throws -> Bool {
    let converter = try CharacterConverter(from: encoding, to: "utf-8")
    return withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { scratch in
      var rest = bytes
      while true {
        let result = converter.convert(rest, into: scratch)
        rest = UnsafeRawBufferPointer(rebasing: rest[result.read...])
        switch result.stop {
        case .inputUsedUp: return true
        case .outputFull: continue
        case .incomplete: return mayBeCut
        case .invalid: return false
        }
      }
    }
  }

  // MARK: - Input

  private func unread(atMost length: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: input[start..<min(end, start + length)])
  }

  private mutating func advance(by length: Int) {
    start += length
    bytesRead += Int64(length)
  }

  /// Reads on within a character that the input cuts; at the end of the source that is a fault.
  private mutating func continueCharacter() throws {
    let before = end - start
    try fill(atLeast: before + 1)
    if end - start == before { fault = .truncated }
  }

  /// Reads until so many bytes are unread or the source ends.
  private mutating func fill(atLeast wanted: Int) throws {
    if start > 0 {
      UnsafeMutableRawBufferPointer(rebasing: input[..<(end - start)])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: input[start..<end]))
      end -= start
      start = 0
    }
    while end < wanted, !sourceHasEnded {
      let length = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[end...]))
      sourceHasEnded = length == 0
      end += length
    }
  }

  /// The place of the first NUL byte.
  private static func nul(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, 0, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
