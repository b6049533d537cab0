import Values

/// What somebody looks for, as keys have it, and how well a record answers it.
struct SearchPattern: Sendable {
  /// How a key has the pattern, the best first.
  enum Quality: Int, Sendable {
    case exact, prefix, part

    /// The name in machine formats.
    var name: String { String(describing: self) }
  }

  /// The best place of the pattern in a line.
  struct Match {
    var quality: Quality
    /// The number of the key in the line.
    var key: Int
  }

  private let key: [UInt8]
  /// Finds every place.
  let anywhere: ByteSearch
  /// Finds the places where a key begins.
  let atStart: ByteSearch

  /// Throws for a text of which no letter, digit or symbol is left.
  init(_ text: String) throws {
    key = Self.withoutCountry(Array(NameKey.key(of: text).utf8))
    guard let anywhere = ByteSearch(key), let atStart = ByteSearch([SearchLine.separator] + key)
    else {
      throw UserError(
        .usage, "there is nothing to look for in '\(text)'", code: "E_SEARCH",
        hints: ["give a part of a name, telephone number, e-mail address or external id"])
    }
    self.anywhere = anywhere
    self.atStart = atStart
  }

  /// Telephone numbers are kept without the country code of China.
  private static func withoutCountry(_ key: [UInt8]) -> [UInt8] {
    for code in ["+86", "0086"] where key.starts(with: code.utf8) {
      let rest = Array(key.dropFirst(code.utf8.count))
      if !rest.isEmpty, rest.allSatisfy({ 0x30...0x39 ~= $0 }) { return rest }
    }
    return key
  }

  /// The best match in a line; nil when no key has the pattern.
  func match(_ line: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Match? {
    let line = UnsafeBufferPointer(rebasing: text[line])
    guard let keys = line.firstIndex(of: SearchLine.separator) else { return nil }
    var best: Match?
    var number = -1
    var counted = keys
    var place = keys
    while let found = anywhere.next(in: line, from: place) {
      while counted < found {
        if line[counted] == SearchLine.separator { number += 1 }
        counted += 1
      }
      let quality = quality(at: found, in: line)
      if quality.rawValue < best?.quality.rawValue ?? .max {
        best = Match(quality: quality, key: number)
      }
      if quality == .exact { break }
      place = found + 1
    }
    return best
  }

  private func quality(at place: Int, in line: UnsafeBufferPointer<UInt8>) -> Quality {
    guard line[place - 1] == SearchLine.separator else { return .part }
    return isWhole(at: place, in: line) ? .exact : .prefix
  }

  /// Whether the key that begins at the place, and has the pattern there, ends with it.
  func isWhole(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = place + key.count
    return end == text.count || text[end] == SearchLine.separator || text[end] == SearchLine.end
  }
}
