/// The text `\N` in a cell, by which an import clears a field.
///
/// A value that is itself `\N`, `\\N` and so on is written with one more backslash, and read with
/// one less.
package enum ClearingText {
  /// Whether the cell asks for clearing.
  package static func isClearing(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 2 && isEscapable(text)
  }

  /// Whether the text is backslashes with an `N` behind them.
  package static func isEscapable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 2, text.first == UInt8(ascii: "\\"), text.last == UInt8(ascii: "N") else {
      return false
    }
    return text.dropLast().allSatisfy { $0 == UInt8(ascii: "\\") }
  }

  /// The value that a cell stands for which does not ask for clearing.
  package static func value(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    isEscapable(text) ? UnsafeBufferPointer(rebasing: text.dropFirst()) : text
  }
}
