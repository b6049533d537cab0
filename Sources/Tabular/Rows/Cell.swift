/// One value of a row, as it lies in the store.
package enum Cell {
  case null
  case integer(Int64)
  /// UTF-8 bytes, valid until the row or record they belong to changes.
  case text(UnsafeBufferPointer<UInt8>)
}
