/// A value of a YAML document: a text, a list or a mapping, and where it stands.
///
/// Texts stay texts: what reads the document knows which type it wants, so that `no` is the
/// Norwegian domain or a refusal, as its field says, and never what YAML would guess.
package struct YAMLNode: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// Whether it is written without quotation marks matters for `null` and for printing.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Pair])
  }

  /// One entry of a mapping, in the order of the document.
  package struct Pair: Sendable, Hashable {
    package var key: String
    /// Where the key stands.
    package var place: YAMLPlace
    package var value: YAMLNode

    package init(_ key: String, _ value: YAMLNode, place: YAMLPlace = YAMLPlace()) {
      self.key = key
      self.value = value
      self.place = place
    }
  }

  package var content: Content
  package var place: YAMLPlace

  package init(_ content: Content, place: YAMLPlace = YAMLPlace()) {
    self.content = content
    self.place = place
  }

  /// A text; it is printed so that every YAML program reads a text.
  package static func text(_ text: String) -> YAMLNode { .init(.scalar(text, isPlain: false)) }

  /// A number, a date, `true`, `false` or `null`: printed as it is.
  package static func literal(_ text: String) -> YAMLNode { .init(.scalar(text, isPlain: true)) }

  package static func list(_ items: [YAMLNode]) -> YAMLNode { .init(.sequence(items)) }

  package static func mapping(_ pairs: [Pair]) -> YAMLNode { .init(.mapping(pairs)) }

  /// Whether nothing stands there: `null`, `~` or an empty place.
  package var isNull: Bool {
    guard case .scalar(let text, true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What it is, for messages.
  package var kind: String {
    switch content {
    case .scalar: "a value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A place in a text; lines and columns count from one, columns in characters.
package struct YAMLPlace: Sendable, Hashable {
  package var line: Int
  package var column: Int

  package init(line: Int = 1, column: Int = 1) {
    self.line = line
    self.column = column
  }
}
