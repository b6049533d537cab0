import YAML

/// An exported configuration as records that a test can edit like a person with an editor.
struct EditableConfiguration {
  struct Record {
    var fields: [YAMLNode.Pair]
    /// Only in the file that is applied: `renamed_from`.
    var renamedFrom: String?
    var stages: [Record]?
    /// The records of the stages that go, each with the one that takes its place.
    var replacedStages: [(old: String, new: String)] = []

    subscript(name: String) -> String? {
      get {
        guard let pair = fields.first(where: { $0.key == name }),
          case .scalar(let text, _) = pair.value.content
        else { return nil }
        return text
      }
      set {
        guard let newValue, let index = fields.firstIndex(where: { $0.key == name }) else { return }
        fields[index].value = .text(newValue)
      }
    }

    var title: String {
      guard case .scalar(let text, _) = fields[0].value.content else { return "" }
      return text
    }
  }

  var lists: [(name: String, entries: [Record], replaced: [(old: String, new: String)])] = []
  var sections: [(name: String, records: [Record])] = []
  var settings: [YAMLNode.Pair] = []
  /// The custom fields, which no edit touches.
  private var fields: YAMLNode?
  private let comments: [String]

  init(_ text: String) throws {
    comments = text.split(separator: "\n").filter { $0.hasPrefix("# ") }.map(String.init)
    for pair in Self.pairs(try YAMLReader.read(Array(text.utf8), name: "export")) {
      switch pair.key {
      case "version": break
      case "settings": settings = Self.pairs(pair.value)
      case "fields": fields = pair.value
      case "dicts":
        lists = Self.pairs(pair.value).map { ($0.key, Self.records($0.value), []) }
      default: sections.append((pair.key, Self.records(pair.value)))
      }
    }
  }

  /// The file; with directives as a person would write it, without them as it is exported then.
  func text(withDirectives: Bool) -> String {
    func list(_ records: [Record], replaced: [(old: String, new: String)], by key: String)
      -> YAMLNode
    {
      let goers: [YAMLNode] =
        withDirectives
        ? replaced.map {
          .mapping([.init(key, .text($0.old)), .init("replaced_by", .text($0.new))])
        } : []
      return .list(goers + records.map(node))
    }
    func node(_ record: Record) -> YAMLNode {
      var pairs = record.fields
      if withDirectives, let old = record.renamedFrom {
        pairs.append(.init("renamed_from", .text(old)))
      }
      if let stages = record.stages {
        pairs.append(.init("stages", list(stages, replaced: record.replacedStages, by: "name")))
      }
      return .mapping(pairs)
    }
    var nodes: [(String, YAMLNode)] = [("settings", .mapping(settings))]
    nodes += fields.map { [("fields", $0)] } ?? []
    nodes += [
      (
        "dicts",
        .mapping(lists.map { .init($0.name, list($0.entries, replaced: $0.replaced, by: "key")) })
      )
    ]
    nodes += sections.map { ($0.name, list($0.records, replaced: [], by: "name")) }
    var text = comments[0] + "\nversion: 1\n"
    for (comment, (name, node)) in zip(comments.dropFirst(), nodes) {
      var printer = YAMLPrinter()
      printer.entry(.init(name, node))
      text += "\n\(comment)\n\(printer.text)"
    }
    return text
  }

  /// The records of a section in the order in which they are exported.
  mutating func sort() {
    for index in sections.indices where ["pools", "teams"].contains(sections[index].name) {
      sections[index].records.sort { first, second in
        let (a, b) = (Self.order(first), Self.order(second))
        return (a.0, Array(a.1.utf8)).0 != b.0
          ? a.0 < b.0 : a.1.utf8.lexicographicallyPrecedes(b.1.utf8)
      }
    }
  }

  private static func order(_ record: Record) -> (Int, String) {
    (record["priority"].flatMap(Int.init) ?? 100, record.title)
  }

  private static func pairs(_ node: YAMLNode?) -> [YAMLNode.Pair] {
    if case .mapping(let pairs) = node?.content { pairs } else { [] }
  }

  private static func records(_ node: YAMLNode) -> [Record] {
    guard case .sequence(let items) = node.content else { return [] }
    return items.map { item in
      var record = Record(fields: pairs(item))
      if let index = record.fields.firstIndex(where: { $0.key == "stages" }) {
        record.stages = records(record.fields.remove(at: index).value)
      }
      return record
    }
  }
}
