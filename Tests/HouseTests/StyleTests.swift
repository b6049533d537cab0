import ProgramTesting
import Testing

/// House rules that the formatter does not know.
@Suite struct StyleTests {
  /// A program that people trust with their customers ends with a message, not with a trap.
  @Test(arguments: ["fatalError(", "preconditionFailure(", "try!", "as!"])
  func nothingTraps(_ text: String) throws {
    for file in try SourceFile.all(below: "Sources") { #expect(file.places(of: text) == []) }
  }

  @Test(arguments: ["TO" + "DO", "FIX" + "ME"])
  func nothingIsLeftForLater(_ word: String) throws {
    for folder in ["Sources", "Tests"] {
      for file in try SourceFile.all(below: folder) { #expect(file.places(of: word) == []) }
    }
  }

  @Test func filesFitInTheHead() throws {
    for folder in ["Sources", "Tests"] {
      for file in try SourceFile.all(below: folder) {
        #expect(file.lines.count <= 500, "\(file) has \(file.lines.count) lines")
      }
    }
  }

  /// `crm pool claim` is found in Pool/PoolClaim.swift: every word stands in the folder or the name.
  @Test func commandsAreInFilesOfTheirName() throws {
    for file in try SourceFile.all(below: "Sources/Commands") {
      guard let path = commandPath(in: file), !path.hasPrefix("__") else { continue }
      let place = file.path.lowercased()
      for word in path.split(whereSeparator: { " -".contains($0) }) {
        #expect(place.contains(word), "'crm \(path)' stands in \(file)")
      }
    }
  }

  /// The words of the command that a file declares: what follows `CommandSpec(` in quotes.
  private func commandPath(in file: SourceFile) -> String? {
    guard
      let start = file.lines.firstIndex(where: { $0.hasSuffix("static let spec = CommandSpec(") }),
      start + 1 < file.lines.count
    else { return nil }
    let parts = file.lines[start + 1].split(separator: "\"", omittingEmptySubsequences: false)
    var words: [Substring] = []
    // Quoted texts are the odd parts; a label such as `summary:` ends the path.
    for index in parts.indices {
      if index.isMultiple(of: 2) {
        if parts[index].contains(":") { break }
      } else {
        words.append(parts[index])
      }
    }
    return words.joined(separator: " ")
  }

  /// Nothing depends on, or tells about, the machine that it was written on.
  @Test func noPathOfAPersonsMachine() throws {
    let folders = ["home", "root", "Users", "opt", "work", "mnt"].map { "/\($0)/" }
    let files = ["Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".ci/run"]
    let below = ["Sources", "Tests", "Scripts", "Benchmarks", "examples", "man", "completions"]
    for path in files + below.flatMap({ Repository.files(below: $0) }) {
      // Files that are no UTF-8 text, such as a customer list in GB18030, hold no paths.
      guard let file = try? SourceFile(path) else { continue }
      for folder in folders { #expect(file.places(of: folder) == []) }
    }
  }
}
