import CommandLineKit
import ProgramTesting
import Testing
import Values

@Suite struct FuzzTests {
  /// Pieces of real command lines, so that random lines get beyond the first word.
  private static let pieces = [
    "customer", "cust", "pool", "claim", "list", "ls", "add", "import", "alias", "help", "version",
    "--", "-", "--next", "-n", "5", "-5", "--force", "--no-force", "-q", "-qn", "--limit",
    "--owner",
    "--industry", "--format", "json", "--fields", "a,b", ",", "--help", "-h", "-V", "=", "--=",
    "--reason=", "--no-", "客户", "",
  ]

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func anyLineIsUnderstoodOrAUsageError(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let line = (0..<Int.random(in: 0...7, using: &random)).map { _ in token(&random) }
      do {
        if case .help(let page) = try SampleTree.tree.parse(line) {
          #expect(!page.text(width: Int.random(in: 0...200, using: &random)).isEmpty)
        }
      } catch let error as UserError {
        #expect(error.exit == .usage, "\(line)")
        #expect(!error.message.isEmpty && !error.message.utf8.contains { $0 < 0x20 }, "\(line)")
      }
      _ = SampleTree.tree.globalsIgnoringErrors(in: line)
      _ = SampleTree.tree.unknownCommandIndex(in: line)
    }
  }

  /// What is written after `--` reaches the command unchanged, whatever the bytes are.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func operandsAfterTwoDashesAreKept(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let files = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (0..<Int.random(in: 1...6, using: &random)).map { _ in
          UInt8.random(in: 1...255, using: &random)
        }
      }
      let line =
        ["import", "customer", "--"].map { ArgumentText($0) }
        + files.map { ArgumentText(bytes: $0) }
      let expected = ImportFile(noun: "customer", files: files.map { FilePath(bytes: $0) })
      #expect(
        try SampleInvocation.parse(line) == .run(SampleGlobals(), .importFile(expected)))
    }
  }

  private func token(_ random: inout SeededGenerator) -> ArgumentText {
    switch Int.random(in: 0..<10, using: &random) {
    case 0:
      ArgumentText(
        bytes: (0..<Int.random(in: 0...5, using: &random)).map { _ in
          UInt8.random(in: 1...255, using: &random)
        })
    case 1:
      ArgumentText(
        bytes: Array("--".utf8)
          + (0..<3).map { _ in UInt8.random(in: 1...255, using: &random) })
    default:
      ArgumentText(Self.pieces.randomElement(using: &random) ?? "")
    }
  }
}
