/// Bytes that are in memory already, handed out in pieces of a chosen size.
package struct MemorySource: RepeatableSource {
  private let bytes: [UInt8]
  private let pieceSize: Int
  private var position = 0

  package init(_ bytes: [UInt8], pieceSize: Int = .max) {
    self.bytes = bytes
    self.pieceSize = pieceSize
  }

  package mutating func startAgain() { position = 0 }

  package init(_ text: String, pieceSize: Int = .max) {
    self.init(Array(text.utf8), pieceSize: pieceSize)
  }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let length = min(bytes.count - position, buffer.count, pieceSize)
    buffer.copyBytes(from: bytes[position..<(position + length)])
    position += length
    return length
  }
}
