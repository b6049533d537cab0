/// The keys under which two spellings of a telephone number are the same number: the digits.
///
/// `+86`, `0086` or `86` before a mainland mobile number (11 digits that start with 1) is dropped;
/// other country codes stay. One cell may hold several numbers, and each has a key. An extension
/// is no part of the number.
package enum PhoneKey {
  /// Calls the body once for every different key of a cell, in the cell's order.
  ///
  /// The scratch array keeps its storage between calls, so that a usual cell allocates nothing.
  /// Digits that a spreadsheet has replaced by `1.38E+10` are an error with the code
  /// `E_PHONE_SCIENTIFIC`: nobody can tell the number any more.
  package static func forEach(
    in cell: UnsafeBufferPointer<UInt8>, scratch: inout [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) throws(UserError) -> Void
  ) throws(UserError) {
    scratch.removeAll(keepingCapacity: true)
    var outcome = PhoneReader.read(cell, into: &scratch)
    if outcome == .needsFolding {
      scratch.removeAll(keepingCapacity: true)
      var folded: [UInt8] = []
      CompatibilityFolding.append(cell, to: &folded) { _ in false }
      outcome = folded.withUnsafeBufferPointer {
        PhoneReader.read($0, into: &scratch, isFolded: true)
      }
    }
    guard outcome == .complete else {
      throw UserError(
        .usage, "\(quoted(cell)) is no telephone number: Excel turned it into a number",
        code: "E_PHONE_SCIENTIFIC",
        hints: ["format the column as text in the spreadsheet and enter the numbers again"])
    }
    guard !scratch.isEmpty else { return }
    try withBytes(scratch) { (keys) throws(UserError) in
      var start = 0
      for index in keys.indices where keys[index] == PhoneReader.keyEnd {
        try body(UnsafeBufferPointer(rebasing: keys[start..<index]))
        start = index + 1
      }
    }
  }

  /// Whether ASCII letters stand in a cell other than before an extension: `0755-1234O678`.
  ///
  /// Remarks in other scripts are common in telephone columns, and harmless: `13800138000（微信同号）`.
  package static func hasStrayLetters(in cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard var start = cell.firstIndex(where: \.isASCIILetter) else { return false }
    while start < cell.endIndex {
      let rest = cell[start...]
      let end = rest.firstIndex { !$0.isASCIILetter } ?? cell.endIndex
      let word = cell[start..<end]
      let isMark = extensionMarks.contains { word.map(\.lowercasedASCII).elementsEqual($0.utf8) }
      guard isMark, cell[..<start].contains(where: \.isASCIIDigit) else { return true }
      start = cell[end...].firstIndex(where: \.isASCIILetter) ?? cell.endIndex
    }
    return false
  }

  private static let extensionMarks = ["x", "ext", "extn", "extension"]

  /// A shorter number, such as 110, is nobody's number in a list of customers.
  package static let fewestDigits = 5

  /// The keys of a cell, for callers that ask once.
  package static func keys(of cell: String) throws(UserError) -> [String] {
    var scratch: [UInt8] = []
    var keys: [String] = []
    try withBytes(of: cell) { (bytes) throws(UserError) in
      try forEach(in: bytes, scratch: &scratch) { keys.append(String(decoding: $0, as: UTF8.self)) }
    }
    return keys
  }
}
