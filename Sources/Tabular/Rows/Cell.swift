/// One value of a row, as it lies in the store.
package enum Cell {
  case null
  case integer(Int64)
  /// UTF-8 bytes, valid until the row or record they belong to changes.
  case text(UnsafeBufferPointer<UInt8>)
}

extension Cell {
  /// The text of a text cell as a string of its own; empty for any other.
  package var string: String {
    if case .text(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { "" }
  }
}
