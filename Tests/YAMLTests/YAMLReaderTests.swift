import Testing
import Values
import YAML

@Suite struct YAMLReaderTests {
  private func read(_ text: String) throws -> YAMLNode? {
    try YAMLReader.read(Array(text.utf8), name: "f.yaml")
  }

  private func failure(_ text: String) throws -> UserError {
    let error = try #require(throws: UserError.self) { _ = try read(text) }
    #expect(error.exit == .badData)
    #expect(error.code == "E_YAML")
    return error
  }

  @Test func keepsOrderAndPlaces() throws {
    let node = try #require(try read("# note\nb: 1\na:\n  - x\n  - {y: '2'}\n"))
    guard case .mapping(let pairs) = node.content else {
      Issue.record("no mapping")
      return
    }
    #expect(pairs.map(\.key) == ["b", "a"])
    #expect(pairs.map(\.place) == [YAMLPlace(line: 2, column: 1), YAMLPlace(line: 3, column: 1)])
    guard case .sequence(let items) = pairs[1].value.content else {
      Issue.record("no list")
      return
    }
    #expect(items.map(\.place) == [YAMLPlace(line: 4, column: 5), YAMLPlace(line: 5, column: 5)])
    guard case .mapping(let entry) = items[1].content else {
      Issue.record("no mapping in the list")
      return
    }
    #expect(entry[0].value.content == .scalar("2", isPlain: false))
  }

  @Test(arguments: ["", "# only a comment\n", "---\n# nothing\n"])
  func nothingIsNothing(_ text: String) throws {
    #expect(try read(text)?.isNull ?? true)
  }

  @Test(arguments: [
    ("a: &x 1\nb: *x\n", 1, "anchors"), ("a: *x\n", 1, "aliases"), ("a: !!str 1\n", 1, "tags"),
    ("&x a: 1\n", 1, "anchors"), ("*x : 1\n", 1, "the name of an entry has to be a text"),
    ("? [a]\n: 1\n", 1, "the name of an entry has to be a text"),
    ("a: 1\nb: 2\na: 3\n", 3, "'a' stands here twice, first in line 1"),
    ("a: 1\n---\nb: 2\n", 2, "a second document"), ("a: [1, 2\n", 2, "did not find expected"),
    ("a: 'x\n", 2, "unexpected end of stream"), ("a:\n\tb: 1\n", 2, "cannot start any token"),
  ])
  func refuses(_ text: String, line: Int, message: String) throws {
    let error = try failure(text)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.location?.file == "f.yaml")
    #expect(error.location?.line == line)
  }

  @Test func boundsWhatItReads() throws {
    #expect(
      try failure(String(repeating: "[", count: 100)).message == "nested more than 24 deep")
    _ = try failure(String(repeating: "[", count: 100_000))
    _ = try failure(String(repeating: "- ", count: 100_000))
    let wide = [UInt8](repeating: UInt8(ascii: "a"), count: YAMLReader.largestSize + 1)
    #expect(throws: UserError.self) { _ = try YAMLReader.read(wide, name: "f.yaml") }
  }

  @Test func refusesWhatIsNoUTF8() throws {
    let error = try #require(throws: UserError.self) {
      _ = try YAMLReader.read(Array("a: 1\nb: ".utf8) + [0xC3, 0x28, 10], name: "f.yaml")
    }
    #expect(error.message.contains("UTF-8"), "\(error.message)")
  }
}
