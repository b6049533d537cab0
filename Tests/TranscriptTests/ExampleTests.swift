import CommandLineKit
import Commands
import Foundation
import ProgramTesting
import Testing

/// Every example of the help texts works, in a store that holds what the examples mention.
@Suite(.timeLimit(.minutes(10))) struct ExampleTests {
  /// An example and the command whose help shows it.
  struct HelpExample: CustomTestStringConvertible {
    var line: String
    var testDescription: String { line }
  }

  static let examples = CommandRegistry.tree.manifest().commands
    .flatMap { $0.examples.map { HelpExample(line: $0.command) } }

  /// The home that `example-store.sh` makes; every example runs in a copy of it.
  private static let prepared = Result { () throws -> ShellSession in
    let session = try ShellSession()
    try session.provide(Repository.root.appendingPathComponent("examples"))
    let script = try Repository.text("Tests/TranscriptTests/example-store.sh")
    let result = try #require(try session.run(["set -e\n" + script]).first)
    try #require(result.exitCode == 0, "example-store.sh: \(result.errors)")
    return session
  }

  @Test(arguments: examples) func works(_ example: HelpExample) throws {
    let prepared = try Self.prepared.get()
    let session = try ShellSession()
    for name in try FileManager.default.contentsOfDirectory(atPath: prepared.home.path) {
      try session.provide(prepared.home.appendingPathComponent(name))
    }
    let result = try #require(try session.run(["cd work", example.line]).last)
    #expect(result.exitCode == 0, "\(example.line)\n\(result.errors)")
  }
}
