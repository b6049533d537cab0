import Foundation
import ProgramTesting
import Testing

/// Every session in the documentation does what it says, on the real program.
///
/// `RECORD_TRANSCRIPTS=1 swift test --filter TranscriptTests` writes what the commands print into
/// the files, and fails, so that no recording goes unseen.
@Suite(.timeLimit(.minutes(10))) struct TranscriptTests {
  static let files =
    ["README.md"] + Repository.files(below: "examples", suffix: ".md")
    + Repository.files(below: "Tests/Transcripts", suffix: ".md")
    .filter { !salesFiles.contains($0) }

  /// The sessions on the public sales data set.
  static let salesFiles = Repository.files(below: "Tests/Transcripts/sales-data", suffix: ".md")

  @Test(arguments: files) func matches(_ file: String) throws {
    try check(file, providing: [Repository.root.appendingPathComponent("examples")])
  }

  @Test(.enabled(if: Repository.salesData != nil, "the sales data set is not there"))
  func matchesOnSalesData() throws {
    let data = try #require(Repository.salesData)
    for file in Self.salesFiles { try check(file, providing: [data]) }
  }

  private func check(_ file: String, providing sources: [URL]) throws {
    let transcript = Transcript(try Repository.text(file))
    #expect(!transcript.steps.isEmpty, "\(file) holds no command")
    let session = try ShellSession()
    for source in sources { try session.provide(source) }
    let outputs = try session.run(transcript.steps.map(\.command)).map(lines)
    #expect(outputs.count == transcript.steps.count, "\(file): a command ended the shell")
    guard zip(transcript.steps, outputs).contains(where: { $0.expected != $1 }) else { return }
    if ProcessInfo.processInfo.environment["RECORD_TRANSCRIPTS"] != nil {
      let target = Repository.root.appendingPathComponent(file)
      try Data(transcript.recording(outputs).utf8).write(to: target)
      Issue.record("recorded \(file)")
      return
    }
    for (step, output) in zip(transcript.steps, outputs) where step.expected != output {
      let difference = step.expected.map { "  - \($0)\n" } + output.map { "  + \($0)\n" }
      Issue.record("\(file):\(step.line): $ \(step.command)\n\(difference.joined())")
    }
  }

  /// A result as a transcript shows it.
  private func lines(_ result: ShellSession.Result) -> [String] {
    var text = result.output
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    text += result.errors
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines + (result.exitCode == 0 ? [] : ["[exit \(result.exitCode)]"])
  }
}
