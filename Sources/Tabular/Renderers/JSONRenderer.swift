/// One JSON object a row, keys in the order of the columns, NULL included.
///
/// Money columns are decimal strings; the currency stands once an object, behind the first of
/// them, unless the rows have a column `currency` of their own.
struct JSONRenderer: RowRenderer {
  /// What stands around the objects.
  enum Framing {
    /// One array with an object a line.
    case array
    /// The objects alone, each on a line.
    case lines
  }

  private struct Field {
    let index: Int
    let kind: ColumnKind
    /// `"name":` with what separates it from the field before.
    let key: [UInt8]
    /// `,"currency":"CNY"` behind the first money column.
    let suffix: [UInt8]
  }

  private let framing: Framing
  private let style: RenderStyle
  private let output: ByteOutput
  private let json: JSONText
  private var fields: [Field] = []
  private var isEmpty = true

  init(framing: Framing, style: RenderStyle, output: ByteOutput) {
    self.framing = framing
    self.style = style
    self.output = output
    json = JSONText(output: output, isTerminal: style.isTerminal)
  }

  mutating func begin(_ columns: [Column]) throws {
    var currencies = CurrencyKeys(columns)
    for (index, column) in columns.enumerated() where column.kind != .bar {
      let key = try Self.text {
        try output(to: $0, separator: fields.isEmpty ? "{" : ",", name: column.name)
      }
      let suffix = try Self.text { sink in
        guard let currency = currencies.next(after: column) else { return }
        try output(to: sink, separator: ",", name: currency.name)
        try JSONText(output: sink, isTerminal: false).write(string: currency.code)
      }
      fields.append(Field(index: index, kind: column.kind, key: key, suffix: suffix))
    }
  }

  mutating func row(_ row: borrowing RowBuffer) throws {
    if framing == .array { try output.write(isEmpty ? "[\n" : ",\n") }
    isEmpty = false
    if fields.isEmpty { try output.write(UInt8(ascii: "{")) }
    for field in fields {
      try field.key.withUnsafeBufferPointer { try output.write($0) }
      switch (row[field.index], field.kind) {
      case (.null, .list), (.null, .records): try output.write("[]")
      case (.null, _): try output.write("null")
      case (.integer(let value), let kind): try json.write(integer: value, as: kind)
      case (.text(let bytes), .list): try json.write(list: bytes)
      case (.text(let bytes), .records): try output.write(bytes)
      case (.text(let bytes), _): try json.write(text: bytes)
      }
      try field.suffix.withUnsafeBufferPointer { try output.write($0) }
    }
    try output.write(UInt8(ascii: "}"))
    if framing == .lines { try output.write(style.lineEnd) }
  }

  func end() throws {
    guard framing == .array else { return }
    try output.write(isEmpty ? "[]\n" : "\n]\n")
  }

  private func output(to sink: ByteOutput, separator: String, name: String) throws {
    try sink.write(separator)
    try JSONText(output: sink, isTerminal: style.isTerminal).write(string: name)
    try sink.write(":")
  }

  /// The bytes that the body writes, made once and not again for every row.
  private static func text(_ body: (ByteOutput) throws -> Void) throws -> [UInt8] {
    let sink = MemorySink()
    let output = ByteOutput(sink: sink, bufferSize: 256)
    try body(output)
    try output.finish()
    return sink.bytes
  }
}
