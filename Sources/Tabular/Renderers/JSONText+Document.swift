extension JSONText {
  /// Writes a document on one line, keys in their order.
  func write(_ document: Document) throws {
    switch document {
    case .null: try output.write("null")
    case .bool(let value): if value { try output.write("true") } else { try output.write("false") }
    case .integer(let value): try output.write(integer: value)
    case .decimal(let text), .text(let text), .instant(let text): try write(string: text)
    case .list(let items):
      try output.write(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { try output.write(UInt8(ascii: ",")) }
        try write(item)
      }
      try output.write(UInt8(ascii: "]"))
    case .object(let entries):
      try output.write(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { try output.write(UInt8(ascii: ",")) }
        try write(string: entry.name)
        try output.write(UInt8(ascii: ":"))
        try write(entry.value)
      }
      try output.write(UInt8(ascii: "}"))
    }
  }
}

extension Document {
  /// The document as one line of JSON.
  func json() throws -> String {
    let sink = MemorySink()
    let output = ByteOutput(sink: sink)
    try JSONText(output: output, isTerminal: false).write(self)
    try output.finish()
    return String(decoding: sink.bytes, as: UTF8.self)
  }
}
