import CommandLineKit
import Foundation
import Testing

/// What is generated from the sample, compared with the files in `Golden`.
///
/// `RECORD_GOLDEN=1 swift test` writes the files anew, and fails, so that no recording goes unseen.
@Suite struct GoldenTests {
  @Test(arguments: [
    ("", "overview.txt"), ("--help", "overview-full.txt"), ("customer", "noun.txt"),
    ("customer --help", "noun-full.txt"), ("pool claim -h", "command.txt"),
    ("pool claim --help", "command-full.txt"), ("help pool claim", "command-full.txt"),
    ("--help pool claim --bogus", "command-full.txt"), ("help exit-codes", "topic.txt"),
    ("help crm-exit-codes", "topic.txt"), ("alias --help", "command-with-commands.txt"),
    ("help import", "wide-characters.txt"),
  ])
  func help(_ line: String, _ file: String) throws {
    guard case .help(let page) = try SampleInvocation.parse(line) else {
      Issue.record("'\(line)' is not a request for help")
      return
    }
    try expect(page.text(width: 72), equals: file)
  }

  @Test func manPages() throws {
    let appendix = ManTopic.Part(
      "Environment", [.definitions([.init("CRM_STORE", "The store, unless --store is given.")])])
    let files = ManPage(
      tool: SampleTree.tree.manifest(), date: "March 1, 2026", appendix: [appendix]
    ).files()
    let names = [
      "crm.1", "crm-customer.1", "crm-pool.1", "crm-import.1", "crm-alias.1", "crm-exit-codes.7",
    ]
    #expect(files.map(\.name) == names)
    for file in files { try expect(file.text, equals: file.name) }
  }

  @Test func completions() throws {
    let manifest = SampleTree.tree.manifest()
    try expect(BashCompletion.script(for: manifest), equals: "crm.bash")
    try expect(ZshCompletion.script(for: manifest), equals: "_crm")
    try expect(FishCompletion.script(for: manifest), equals: "crm.fish")
  }

  private func expect(_ text: String, equals name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)")
      return
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == golden, "\(name) differs; RECORD_GOLDEN=1 writes it anew")
  }
}
