import CommandLineKit
import Foundation
import ProgramTesting
import Testing

/// The man pages are what mandoc calls clean, and say what the declarations say.
@Suite(.enabled(if: SystemProgram("mandoc") != nil, "mandoc is not installed"))
struct ManLintTests {
  /// Text that mdoc would take for macros, escapes, delimiters or comments.
  private static let hostile = ManTopic(
    name: "crm-hostile", section: 7, summary: "No .Sh \"quoted\" -- \\e 'text'",
    parts: [
      .init(
        ".Dd \\\" comment",
        [
          .paragraph(".Sh 'x' \\fB --flag \\n(.x \"q\" ' . ; 客户"),
          .list([".", "'", "\\", "No", "Fl Ar Op"]),
          .definitions([
            .init("No", ".Pp"), .init(".", "'"), .init("a \"b\" c", "-"), .init("\\", "\\"),
          ]),
          .table(header: ["No", "."], rows: [["Ta", "\\"], ["-", "a\tb"]]),
          .code([".Ed", "'br", "\\", "", "  indented -- `x` ^~"]),
        ])
    ])

  @Test func pagesOfTheSampleAreClean() throws {
    let tool = SampleTree.tree.manifest()
    for file in ManPage(tool: tool, date: "March 1, 2026").files() {
      #expect(try lint(file) == [], "\(file.name)")
    }
  }

  @Test func hostileTextIsCleanAndComplete() throws {
    var tool = SampleTree.tree.manifest()
    tool.topics = [Self.hostile]
    let files = ManPage(tool: tool, date: "March 1, 2026").files()
    let page = try #require(files.last)
    #expect(try lint(page) == [])
    let text = try render(page)
    for line in [
      #".Sh 'x' \fB --flag \n(.x "q" ' . ; 客户"#, #"a "b" c"#, ".Ed", "'br", "indented -- `x` ^~",
      "Fl Ar Op", #"No .Sh "quoted" -- \e 'text'"#,
    ] {
      #expect(text.contains { $0.contains(line) }, "\(line)")
    }
  }

  private func lint(_ file: ManFile) throws -> [String] {
    try mandoc(["-T", "lint", "-W", "warning"], file)
  }

  /// The page as people read it; bold and underline are a character, a backspace, a character.
  private func render(_ file: ManFile) throws -> [String] {
    try mandoc(["-T", "utf8", "-O", "width=100"], file).map { line in
      var plain = ""
      for character in line {
        if character == "\u{8}" { plain.removeLast() } else { plain.append(character) }
      }
      return plain
    }
  }

  private func mandoc(_ options: [String], _ file: ManFile) throws -> [String] {
    let folder = try TemporaryFolder()
    try Data(file.text.utf8).write(to: folder.url.appendingPathComponent(file.name))
    let program = try #require(SystemProgram("mandoc"))
    return try program.lines(options + [file.name], in: folder.url)
  }
}
