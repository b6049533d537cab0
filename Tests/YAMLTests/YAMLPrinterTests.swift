import ProgramTesting
import Testing
import YAML

@Suite struct YAMLPrinterTests {
  private func printed(_ pairs: [YAMLNode.Pair]) -> String {
    var printer = YAMLPrinter()
    for pair in pairs { printer.entry(pair) }
    return printer.text
  }

  @Test func standsAsPeopleWouldWriteIt() {
    let short = YAMLNode.mapping([.init("key", .text("a")), .init("active", .literal("false"))])
    let long = YAMLNode.mapping([
      .init("name", .text("Sales")), .init("guide", .text("one\n\ntwo\n")),
      .init("stages", .list([short])), .init("tags", .list([.text("x, y"), .text("z")])),
    ])
    let text = printed([
      .init("version", .literal("1")), .init("dicts", .mapping([.init("a.b", .list([short]))])),
      .init("pipelines", .list([long])), .init("roles", .list([])),
    ])
    #expect(
      text == """
        version: 1
        dicts:
          a.b:
            - {key: a, active: false}
        pipelines:
          - name: Sales
            guide: |
              one

              two
            stages:
              - {key: a, active: false}
            tags: ["x, y", z]
        roles: []

        """)
  }

  @Test(arguments: [
    ("plain", "plain"), ("官网 x", "官网 x"), ("a: b", "\"a: b\""), ("a:b", "a:b"), ("yes", "\"yes\""),
    ("012", "\"012\""), ("2026-03-01", "\"2026-03-01\""), ("", "\"\""), ("x #y", "\"x #y\""),
    ("null", "\"null\""), ("a\tb", "\"a\\tb\""), ("- a", "\"- a\""), ("5万", "5万"),
    ("level = 'A'", "level = 'A'"),
  ])
  func quotesWhereNeeded(_ text: String, expected: String) {
    #expect(printed([.init("k", .text(text))]) == "k: \(expected)\n")
  }

  /// Whatever a store holds comes back, in every place where it can stand.
  @Test func everythingPrintedIsRead() throws {
    var generator = SeededGenerator(seed: 20_260_301)
    let pieces = [
      "a", "客户", " ", "\n", "\n\n", ": ", " #", "'", "\"", "\\", "\t", "\r", "\r\n", "-", "- ", "?",
      "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "~", "null", "0", "1.5",
      "...",
      "---", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}", "\u{1}", "😀", "é", "e\u{301}", "=", "<<",
    ]
    for round in 0..<4000 {
      let texts = (0..<4).map { _ in
        (0..<Int.random(in: 0...7, using: &generator))
          .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      }
      let record = YAMLNode.mapping([
        .init("a", .text(texts[0])), .init("b", .text(texts[1])),
        .init("c", .list([.text(texts[2]), .text(texts[3])])),
      ])
      let pairs: [YAMLNode.Pair] = [
        .init("one", .text(texts[0])),
        .init("list", .list([record, .mapping([.init("k", record)])])),
        .init(texts[1], .mapping([.init("deep", record)])),
      ]
      let text = printed(pairs)
      let read = try YAMLReader.read(Array(text.utf8), name: "round \(round)")
      #expect(read.map(bare) == bare(.mapping(pairs)), "round \(round):\n\(text)")
    }
  }

  /// The node without its places and forms; texts by their scalars, so that no spelling is lost.
  private func bare(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, _): "\(text.unicodeScalars.map(\.value))"
    case .sequence(let items): "[" + items.map(bare).joined(separator: ";") + "]"
    case .mapping(let pairs):
      "{"
        + pairs.map { "\($0.key.unicodeScalars.map(\.value)):" + bare($0.value) }
        .joined(separator: ";") + "}"
    }
  }
}
