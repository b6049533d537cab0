/// One reusable row of cells.
///
/// Text is copied into one flat buffer that keeps its memory, so a cursor fills a million rows
/// without allocating. It cannot be copied: there is one row, refilled over and over.
package struct RowBuffer: ~Copyable {
  /// Where a cell lies: its text in `bytes`, or its integer in `start`.
  private struct Slot {
    var start: Int
    var length: Int

    static let nullLength = -1
    static let integerLength = -2
  }

  /// The number of cells filled so far.
  package private(set) var count = 0
  private var slots: UnsafeMutablePointer<Slot>
  private var slotCapacity = 32
  private var bytes = ByteBuffer()

  package init() {
    slots = .allocate(capacity: slotCapacity)
  }

  deinit {
    slots.deallocate()
  }

  /// Empties the row and keeps its memory.
  package mutating func removeAll() {
    count = 0
    bytes.removeAll()
  }

  package mutating func appendNull() {
    append(Slot(start: 0, length: Slot.nullLength))
  }

  package mutating func append(integer: Int64) {
    append(Slot(start: Int(integer), length: Slot.integerLength))
  }

  /// Copies the bytes, which must be valid UTF-8.
  package mutating func append(text: UnsafeBufferPointer<UInt8>) {
    append(Slot(start: bytes.count, length: text.count))
    bytes.append(text)
  }

  package mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(text: $0) }
  }

  package mutating func append(_ cell: Cell) {
    switch cell {
    case .null: appendNull()
    case .integer(let value): append(integer: value)
    case .text(let bytes): append(text: bytes)
    }
  }

  /// The cell at a position; its text is valid until the row is changed.
  package subscript(index: Int) -> Cell {
    precondition(index >= 0 && index < count, "no such cell in the row")
    let slot = slots[index]
    switch slot.length {
    case Slot.nullLength: return .null
    case Slot.integerLength: return .integer(Int64(slot.start))
    default: return .text(bytes.slice(slot.start..<(slot.start + slot.length)))
    }
  }

  private mutating func append(_ slot: Slot) {
    if count == slotCapacity { growSlots() }
    slots[count] = slot
    count += 1
  }

  private mutating func growSlots() {
    let larger = UnsafeMutablePointer<Slot>.allocate(capacity: slotCapacity * 2)
    larger.update(from: slots, count: count)
    slots.deallocate()
    slots = larger
    slotCapacity *= 2
  }
}
