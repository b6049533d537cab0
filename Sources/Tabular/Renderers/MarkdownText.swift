/// Text in which Markdown and HTML find nothing of theirs.
enum MarkdownText {
  private static let markup = ByteSet("\\`*_[]<>|~#&".utf8)

  /// Writes text that is harmless for a terminal already, with its markup escaped.
  static func write(_ bytes: UnsafeBufferPointer<UInt8>, to output: ByteOutput) throws {
    try output.write(bytes, escaping: markup) { byte in
      try output.write(UInt8(ascii: "\\"))
      try output.write(byte)
    }
  }

  static func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in TerminalText.escaped(text).utf8 {
      if markup.contains(byte) { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
