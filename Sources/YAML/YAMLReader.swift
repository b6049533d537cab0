import CYaml
import Values

/// Reads one YAML document, within bounds that no honest file meets.
///
/// Anchors, aliases and tags are refused: they let a small text mean a huge one, and a file that
/// people edit and compare says things where they stand.
package struct YAMLReader {
  package static let largestSize = 8 << 20
  package static let deepestNesting = 24

  /// The name of the file in messages.
  private let name: String
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// The document in the bytes; nil when they hold nothing but comments.
  package static func read(_ bytes: [UInt8], name: String) throws(UserError) -> YAMLNode? {
    guard bytes.count <= largestSize else {
      throw UserError(
        .badData, "\(name) is larger than \(largestSize >> 20) MB", code: "E_YAML")
    }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      throw UserError.bug("no memory for a YAML parser")
    }
    defer { yaml_parser_delete(parser) }
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(UserError) -> YAMLNode? in
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
        return try YAMLReader(name: name, parser: parser).document()
      }
    }
    return try result.get()
  }

  // MARK: Structure

  private func document() throws(UserError) -> YAMLNode? {
    var document: YAMLNode?
    while true {
      let event = try next()
      defer { event.delete() }
      switch event.type {
      case YAML_STREAM_END_EVENT: return document
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: break
      case YAML_DOCUMENT_START_EVENT:
        guard document == nil else { throw fault("a second document begins", at: event.place) }
        let first = try next()
        defer { first.delete() }
        document = try node(from: first, depth: 0)
      default: throw UserError.bug("YAML event \(event.type.rawValue) outside of a document")
      }
    }
  }

  /// The node that begins with the event.
  private func node(from event: Event, depth: Int) throws(UserError) -> YAMLNode {
    try refuseIndirection(event)
    guard depth < Self.deepestNesting else {
      throw fault("nested more than \(Self.deepestNesting) deep", at: event.place)
    }
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.scalar
      return YAMLNode(.scalar(scalar.text, isPlain: scalar.isPlain), place: event.place)
    case YAML_SEQUENCE_START_EVENT:
      return YAMLNode(.sequence(try items(depth: depth)), place: event.place)
    case YAML_MAPPING_START_EVENT:
      return YAMLNode(.mapping(try pairs(depth: depth)), place: event.place)
    default: throw UserError.bug("YAML event \(event.type.rawValue) where a value begins")
    }
  }

  private func items(depth: Int) throws(UserError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      defer { event.delete() }
      if event.type == YAML_SEQUENCE_END_EVENT { return items }
      items.append(try node(from: event, depth: depth + 1))
    }
  }

  private func pairs(depth: Int) throws(UserError) -> [YAMLNode.Pair] {
    var pairs: [YAMLNode.Pair] = []
    var places: [String: YAMLPlace] = [:]
    while true {
      let event = try next()
      defer { event.delete() }
      if event.type == YAML_MAPPING_END_EVENT { return pairs }
      guard event.type == YAML_SCALAR_EVENT else {
        throw fault("the name of an entry has to be a text", at: event.place)
      }
      try refuseIndirection(event)
      let key = event.scalar.text
      if let first = places.updateValue(event.place, forKey: key) {
        throw fault("'\(key)' stands here twice, first in line \(first.line)", at: event.place)
      }
      let value = try next()
      defer { value.delete() }
      pairs.append(.init(key, try node(from: value, depth: depth + 1), place: event.place))
    }
  }

  private func refuseIndirection(_ event: Event) throws(UserError) {
    guard let indirection = event.indirection else { return }
    throw fault("\(indirection) are not supported", at: event.place, "write the value out")
  }

  // MARK: Events

  private func next() throws(UserError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    return Event(event)
  }

  /// What the parser did not understand, and where.
  private func problem() -> UserError {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "this is no YAML"
    let context = state.context.map { " " + String(cString: $0) } ?? ""
    // The bytes are read before the marks are set: the line is that of what was read so far.
    let mark = state.error == YAML_READER_ERROR ? state.mark : state.problem_mark
    return fault(problem + context, at: YAMLPlace(mark))
  }

  private func fault(_ message: String, at place: YAMLPlace, _ hints: String...) -> UserError {
    UserError(
      .badData, message, code: "E_YAML",
      location: .init(file: name, line: place.line, column: place.column), hints: hints)
  }
}

/// What the C parser reports, as values of Swift.
private struct Event {
  private let event: yaml_event_t

  init(_ event: yaml_event_t) {
    self.event = event
  }

  var type: yaml_event_type_t { event.type }
  var place: YAMLPlace { YAMLPlace(event.start_mark) }

  var scalar: (text: String, isPlain: Bool) {
    let scalar = event.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return (String(decoding: bytes, as: UTF8.self), scalar.style == YAML_PLAIN_SCALAR_STYLE)
  }

  /// The kind of indirection that the node uses, in the plural.
  var indirection: String? {
    let data = event.data
    switch event.type {
    case YAML_ALIAS_EVENT: return "aliases (*)"
    case YAML_SCALAR_EVENT: return indirection(data.scalar.anchor, data.scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      return indirection(data.sequence_start.anchor, data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      return indirection(data.mapping_start.anchor, data.mapping_start.tag)
    default: return nil
    }
  }

  private func indirection(
    _ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?
  ) -> String? {
    if anchor != nil { return "anchors (&)" }
    return tag == nil ? nil : "tags (!)"
  }

  func delete() {
    var event = event
    yaml_event_delete(&event)
  }
}

extension YAMLPlace {
  init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}
