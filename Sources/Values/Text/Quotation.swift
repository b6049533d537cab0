/// A value as an error message quotes it: in quotation marks, cut after forty characters.
func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    return "a text that is not UTF-8"
  }
  return quoted(text)
}

/// A value as an error message quotes it: in quotation marks, cut after forty characters.
func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let cut = scalars.index(scalars.startIndex, offsetBy: 40, limitedBy: scalars.endIndex),
    cut < scalars.endIndex
  else { return "'\(text)'" }
  return "'\(text[..<cut])…'"
}
