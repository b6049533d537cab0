import Conditions
import ProgramTesting
import Testing
import Values

/// Text that nobody writes ends in an error, and in no time.
@Suite struct HostileConditionTests {
  private static let hostile: [String] = [
    String(repeating: "(", count: 10_000) + "a = 1" + String(repeating: ")", count: 10_000),
    String(repeating: "not ", count: 10_000) + "a = 1",
    String(repeating: "a = 1 and ", count: 6_000) + "a = 1",
    String(repeating: "x", count: 1 << 20),
    String(repeating: "a in (", count: 10_000),
    "a in (" + String(repeating: "1,", count: 20_000) + "1)",
    String(repeating: "'", count: 60_001),
    String(repeating: ".", count: 60_000) + " = 1",
    String(repeating: "a.", count: 30_000) + "b = 1",
    String(repeating: "a = 1 or (", count: 5_000),
  ]

  @Test(arguments: hostile.indices) func isRefused(_ index: Int) {
    #expect(throws: UserError.self) { try ConditionParser.parse(Self.hostile[index]) }
  }

  /// Every character of the first plane, as a word and within quotation marks.
  @Test func everyCharacterIsReadOrRefused() throws {
    for value in UInt32(0)..<0x1_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      _ = try? ConditionParser.parse("a \(scalar) b")
      _ = try? ConditionParser.parse("\(scalar) = 1")
      let quotes: Set<UInt32> = [0x27, 0x2018, 0x2019, 0xFF07]
      guard !quotes.contains(value) else { continue }
      let expected = Condition.test(
        .init(.init(["a"]), .compare(.equal, .init("\(scalar)"))))
      try #require(try ConditionParser.parse("a = '\(scalar)'") == expected, "U+\(value)")
    }
  }

  /// Pieces of the language, of SQL and of nothing, in random order.
  @Test func randomTextNeverTraps() {
    let pieces = [
      "a", "=", "'", "\"", "(", ")", "and", "or", "not", "in", "is", "missing", "..", "1.2万",
      "; DROP TABLE customer; --", "' OR 1=1 --", "\u{0}", "\u{202E}", "\u{FEFF}", "，", "between",
      "days_since(", "!", "~", "<", ">", "\u{1F468}\u{200D}\u{1F469}", "%", "\\", "/*", "\n",
    ]
    var generator = SeededGenerator(seed: 99)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        pieces[Int.random(in: pieces.indices, using: &generator)]
      }.joined(separator: Bool.random(using: &generator) ? " " : "")
      if let condition = try? ConditionParser.parse(text) {
        let printed = ConditionPrinter.text(of: condition)
        #expect((try? ConditionParser.parse(printed)) == condition, "\(text)")
      }
    }
  }
}
