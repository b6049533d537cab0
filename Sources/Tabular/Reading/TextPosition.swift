/// A place in text, told in lines and characters.
struct TextPosition {
  /// Line ends before the place.
  private(set) var line = 0
  /// The column of the place in its line, in characters (Unicode scalars) from one.
  private(set) var column = 1

  /// The place behind these bytes of UTF-8; LF, CRLF and CR each end a line.
  init(after bytes: UnsafeBufferPointer<UInt8>) {
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case CSVScanner.newline where previous == CSVScanner.carriageReturn: break
      case CSVScanner.newline, CSVScanner.carriageReturn:
        line += 1
        column = 1
      case 0x80...0xBF: break
      default: column += 1
      }
      previous = byte
    }
  }

  /// How many lines end within the bytes.
  static func lineEnds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    TextPosition(after: bytes).line
  }
}
