import Values

/// Turns UTF-8 into another encoding on its way to a sink, as `--encoding gb18030` asks.
///
/// A character that the encoding does not have is an error; nothing is ever replaced.
package final class EncodingSink: ByteSink {
  private let converter: CharacterConverter
  private let encoding: String
  private var sink: any ByteSink
  /// The beginning of a character whose rest has not come yet.
  private var pending: [UInt8] = []

  package init(_ encoding: String, to sink: any ByteSink) throws {
    converter = try CharacterConverter(from: "utf-8", to: encoding)
    self.encoding = encoding
    self.sink = sink
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !pending.isEmpty else { return pending = try convert(bytes) }
    let whole = pending + bytes
    pending = try whole.withUnsafeBytes { try convert($0) }
  }

  package func finish() throws {
    guard pending.isEmpty else { throw unencodable(pending) }
    try withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { end in
      let length = converter.close(into: end)
      try sink.write(UnsafeRawBufferPointer(rebasing: end[..<length]))
    }
    try sink.finish()
  }

  /// Passes the bytes on and returns the beginning of a character that they end with.
  private func convert(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      var rest = bytes
      while true {
        let result = converter.convert(rest, into: buffer)
        try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<result.written]))
        rest = UnsafeRawBufferPointer(rebasing: rest[result.read...])
        switch result.stop {
        case .inputUsedUp: return []
        case .outputFull: continue
        case .incomplete: return Array(rest)
        case .invalid: throw unencodable(Array(rest.prefix(4)))
        }
      }
    }
  }

  private func unencodable(_ bytes: [UInt8]) -> UserError {
    let first = String(decoding: bytes, as: UTF8.self).unicodeScalars.first.map(String.init) ?? ""
    return UserError(
      .badData, "'\(TerminalText.escaped(first))' cannot be written in \(encoding)",
      code: "E_ENCODING", hints: ["gb18030 and utf-8 have all characters"])
  }
}
