import Commands
import Foundation
import ProgramTesting
import Testing

/// The files in `man/` and `completions/` are what the declarations say.
@Suite struct GeneratedFilesTests {
  @Test(arguments: GeneratedFiles.all().map(\.path))
  func isCurrent(_ path: String) throws {
    let file = try #require(GeneratedFiles.all().first { $0.path == path })
    let stored = try? Repository.text(path)
    #expect(stored == file.text, "\(path) is stale; run: make generate")
  }

  @Test func nothingElseIsThere() {
    let stored = GeneratedFiles.folders.flatMap { Repository.files(below: $0) }
    #expect(Set(stored).subtracting(GeneratedFiles.all().map(\.path)) == [], "run: make generate")
  }

  /// What help, man pages and completions are made from has no mistakes.
  @Test func declarationsAreSound() {
    let problems = CommandRegistry.tree.problems()
    #expect(problems.isEmpty, "\n\(problems.joined(separator: "\n"))")
  }

  @Test(.enabled(if: Repository.hasProgram("mandoc"), "mandoc is not installed"))
  func manPagesAreClean() throws {
    for page in Repository.files(below: "man") {
      let lint = Process()
      lint.executableURL = URL(fileURLWithPath: "/usr/bin/mandoc")
      lint.arguments = ["-T", "lint", "-W", "warning", page]
      lint.currentDirectoryURL = Repository.root
      let output = Pipe()
      lint.standardOutput = output
      try lint.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      lint.waitUntilExit()
      #expect(text == "", "\(page)")
    }
  }
}
