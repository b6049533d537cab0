import Glibc
import Values

/// Rows put aside until they can be shown, however many: the first in memory, the others in a
/// nameless file.
///
/// So a transaction can end, and its lock be free, before somebody reads what it came to. Rows are
/// taken out once, in their order.
package final class RowSpool {
  /// How many bytes are kept in memory before they are written.
  private static let room = 1 << 18

  /// How many rows were put aside.
  package private(set) var count = 0
  private let directory: String
  private var written: [UInt8] = []
  private var file: Int32 = -1
  private var read: [UInt8] = []
  private var place = 0
  private var fileOffset: off_t = 0

  /// `directory` is where the file lies when there are many rows.
  package init(directory: String = "/tmp") {
    self.directory = directory
  }

  deinit {
    if file >= 0 { close(file) }
  }

  // MARK: Writing

  package func append(_ row: borrowing RowBuffer) throws {
    let start = written.count
    append(UInt32(0))
    append(UInt32(row.count))
    for index in 0..<row.count { append(row[index]) }
    let length = UInt32(written.count - start)
    withUnsafeBytes(of: length) { bytes in
      for (index, byte) in bytes.enumerated() { written[start + index] = byte }
    }
    count += 1
    if written.count >= Self.room { try writeOut() }
  }

  /// A kind, then what it needs: a number, or a length and bytes.
  private func append(_ cell: Cell) {
    switch cell {
    case .null: written.append(0)
    case .integer(let number):
      written.append(1)
      withUnsafeBytes(of: number) { written.append(contentsOf: $0) }
    case .text(let bytes):
      written.append(2)
      append(UInt32(bytes.count))
      written.append(contentsOf: bytes)
    }
  }

  private func append(_ number: UInt32) {
    withUnsafeBytes(of: number) { written.append(contentsOf: $0) }
  }

  private func writeOut() throws {
    if file < 0 { file = try TemporaryFile.nameless(in: directory, "rows") }
    let sink = FileDescriptorSink(descriptor: file, name: name)
    try written.withUnsafeBytes { try sink.write($0) }
    written.removeAll(keepingCapacity: true)
  }

  private var name: String { "a temporary file in \(directory)" }

  // MARK: Reading

  /// Fills the row with the next one; false when there is none left.
  package func next(into row: inout RowBuffer) throws -> Bool {
    row.removeAll()
    guard try hasRead(4) else { return false }
    guard try hasRead(Int(number(at: place))) else {
      throw UserError(.inputOutput, "cannot read \(name): it ends in a row")
    }
    var start = place + 8
    for _ in 0..<number(at: place + 4) {
      switch read[start] {
      case 0:
        row.appendNull()
        start += 1
      case 1:
        row.append(integer: load(at: start + 1))
        start += 9
      default:
        let length = Int(number(at: start + 1))
        read.withUnsafeBufferPointer {
          row.append(text: UnsafeBufferPointer(rebasing: $0[(start + 5)..<(start + 5 + length)]))
        }
        start += 5 + length
      }
    }
    place = start
    return true
  }

  private func number(at place: Int) -> UInt32 { load(at: place) }

  private func load<Number: FixedWidthInteger>(at place: Int) -> Number {
    read.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) }
  }

  /// Whether so many bytes of what was written lie ready, reading on where needed.
  private func hasRead(_ length: Int) throws -> Bool {
    while read.count - place < length {
      read.removeSubrange(..<place)
      place = 0
      if try !readOn(atLeast: length) {
        guard !written.isEmpty else { return false }
        // The last rows never went to the file.
        read += written
        written = []
      }
    }
    return true
  }

  /// Reads on in the file; false at its end, or without one.
  private func readOn(atLeast length: Int) throws -> Bool {
    guard file >= 0 else { return false }
    let size = max(Self.room, length)
    let start = read.count
    read.append(contentsOf: repeatElement(0, count: size))
    let got = read.withUnsafeMutableBytes { bytes -> Int in
      var got = -1
      repeat {
        got = pread(file, bytes.baseAddress.map { $0 + start }, size, fileOffset)
      } while got < 0 && errno == EINTR
      return got
    }
    guard got >= 0 else {
      throw UserError(.inputOutput, "cannot read \(name): \(OutputFault.reason(errno))")
    }
    read.removeLast(size - got)
    fileOffset += off_t(got)
    return got > 0
  }
}

extension RowSpool {
  /// Writes all rows as CSV for other programs, and ends the output.
  package func write(_ columns: [Column], to output: ByteOutput) throws {
    var renderer = OutputFormat.csv.makeRenderer(style: RenderStyle(), to: output)
    try renderer.begin(columns)
    var row = RowBuffer()
    while try next(into: &row) { try renderer.row(row) }
    try renderer.end()
    try output.finish()
  }
}
