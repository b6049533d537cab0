import Commands
import ProgramTesting
import Testing

/// The files in `man/` and `completions/` are what the declarations say.
@Suite struct GeneratedFilesTests {
  @Test(arguments: GeneratedFiles.all().map(\.path))
  func isCurrent(_ path: String) throws {
    let file = try #require(GeneratedFiles.all().first { $0.path == path })
    let isCurrent = try? Repository.text(path) == file.text
    #expect(isCurrent == true, "\(path) is stale; run: make generate")
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

  @Test(.enabled(if: SystemProgram("mandoc") != nil, "mandoc is not installed"))
  func manPagesAreClean() throws {
    let mandoc = try #require(SystemProgram("mandoc"))
    let faults = try mandoc.lines(
      ["-T", "lint", "-W", "warning"] + Repository.files(below: "man"), in: Repository.root)
    #expect(faults == [])
  }
}
