/// How a token looks before anything is known about its meaning.
extension ArgumentText {
  private static var dash: UInt8 { UInt8(ascii: "-") }

  /// `--`: everything after it is an operand.
  var endsOptions: Bool { bytes == [Self.dash, Self.dash] }

  /// Starts with a dash and is more than one: `-` alone is an operand.
  var isOption: Bool { bytes.count > 1 && bytes[0] == Self.dash }

  var isLongOption: Bool { bytes.starts(with: [Self.dash, Self.dash]) }

  /// The name of a long option, nil when it is not UTF-8, and the value after `=`.
  func splitAtEquals() -> (name: String?, value: ArgumentText?) {
    let body = bytes.dropFirst(2)
    let name = body.prefix { $0 != UInt8(ascii: "=") }
    let value =
      name.endIndex < body.endIndex
      ? ArgumentText(bytes: Array(body[(name.endIndex + 1)...])) : nil
    return (String(validating: name, as: UTF8.self), value)
  }
}
