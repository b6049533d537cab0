import ProgramTesting
import Testing

/// The completion scripts of the repository in real shells, with the real program and a store.
@Suite(.timeLimit(.minutes(5))) struct CompletionTests {
  @Test(
    .enabled(if: CompletingShell.allCases.allSatisfy { $0.program != nil }, "a shell is missing"),
    arguments: CompletingShell.allCases)
  func offersCommandsOptionsAndRecords(_ shell: CompletingShell) throws {
    let session = try ShellSession()
    for name in ["crm.bash", "_crm", "crm.fish"] {
      try session.provide(Repository.root.appendingPathComponent("completions/\(name)"))
    }
    let results = try session.run([
      "crm init --admin admin", "crm customer add 华为技术有限公司", "crm customer add Harbour",
    ])
    #expect(results.allSatisfy { $0.exitCode == 0 })
    for (line, expected) in [
      ("crm comp", ["completion"]), ("crm customer res", ["restore"]),
      ("crm customer list --indus", ["--industry"]), ("crm report funnel --format nd", ["ndjson"]),
      ("crm customer show 华", ["华为技术有限公司"]), ("crm customer show H", ["Harbour"]),
      ("crm customer list --industry soft", ["software"]),
      ("crm import csv --into op", ["opportunity"]),
    ] {
      let offers = try shell.offers(line, in: session.home, environment: session.environment)
      #expect(offers.map { String($0.prefix { $0 != "\t" }) } == expected, "\(line)")
    }
  }
}
