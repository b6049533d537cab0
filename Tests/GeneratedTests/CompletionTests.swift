import ProgramTesting
import Testing

/// The completion scripts of the repository in real shells, with the real program and a store.
@Suite(.timeLimit(.minutes(5))) struct CompletionTests {
  @Test(
    .enabled(if: CompletingShell.allCases.allSatisfy { $0.program != nil }, "a shell is missing"),
    arguments: CompletingShell.allCases)
  func offersCommandsOptionsAndRecords(_ shell: CompletingShell) throws {
    let session = try ShellSession.completing([
      "crm init --admin admin", "crm customer add 华为技术有限公司", "crm customer add Harbour",
    ])
    try shell.expectOffers(
      in: session,
      [
        ("crm comp", ["completion"]), ("crm customer res", ["restore"]),
        ("crm customer list --indus", ["--industry"]),
        ("crm report funnel --format nd", ["ndjson"]),
        ("crm customer show 华", ["华为技术有限公司"]), ("crm customer show H", ["Harbour"]),
        ("crm customer list --industry soft", ["software"]),
        ("crm import csv --into op", ["opportunity"]),
      ])
  }

  /// Custom fields are options in their own store only, whether that is the nearest or named.
  @Test(
    .enabled(if: CompletingShell.allCases.allSatisfy { $0.program != nil }, "a shell is missing"),
    arguments: CompletingShell.allCases)
  func offersTheOptionsOfCustomFields(_ shell: CompletingShell) throws {
    let session = try ShellSession.completing([
      "crm init --admin admin",
      "crm field add customer company_size --type select --options small,large,huge",
      "crm field add customer 渠道 --type multiselect --options 'a1,b$(touch owned)' --label-en '`x`'",
      "crm field add customer certified --type bool", "crm field add customer buyer --type user",
      "crm field add opportunity rival --type reference --target customer",
      "crm customer add Harbour", "mkdir empty && crm init empty --admin admin",
      "mkdir broken && echo broken >broken/store.sqlite",
    ])
    let quoted = shell == .fish ? "b$(touch_owned)" : #"b\$\(touch_owned\)"#
    // Where fish and bash offer the whole list, zsh offers what follows the comma or all of it.
    try shell.expectOffers(
      in: session,
      [
        ("crm customer list --comp", ["--company-size"]),
        ("crm customer add X --comp", ["--company-size"]),
        ("crm customer edit --渠", ["--渠道"]), ("crm customer show --company-s", []),
        ("crm customer list --company-size ", ["huge", "large", "small"]),
        ("crm customer list --company-size=hu", [shell == .fish ? "--company-size=huge" : "huge"]),
        ("crm customer add --certified ", ["no", "yes"]),
        ("crm customer add --buyer a", ["admin"]),
        ("crm opportunity add Harbour --rival H", ["Harbour"]),
        ("crm opportunity add --rival Harbour H", ["Harbour"]),
        ("crm customer add --渠道 b", [quoted]),
        (
          "crm customer list --fields name,company_",
          [shell == .zsh ? "company_size" : "name,company_size"]
        ),
        (
          "crm customer list --sort level,company_",
          [shell == .zsh ? "company_size" : "level,company_size"]
        ),
        ("crm --store empty customer list --company-s", []),
        ("crm customer list --store=broken --company-s", []),
        ("crm customer list --store nowhere --company-size=h", []),
        ("crm -C empty customer list --store ../.crm --comp", ["--company-size"]),
      ])
    #expect(try session.run(["ls owned"])[0].exitCode != 0)
  }
}

extension ShellSession {
  /// A session whose home holds our scripts, after commands that succeed.
  fileprivate static func completing(_ commands: [String]) throws -> ShellSession {
    let session = try ShellSession()
    for name in ["crm.bash", "_crm", "crm.fish"] {
      try session.provide(Repository.root.appendingPathComponent("completions/\(name)"))
    }
    for (command, result) in zip(commands, try session.run(commands)) {
      #expect(result.exitCode == 0, "\(command): \(result.errors)")
    }
    return session
  }
}

extension CompletingShell {
  fileprivate func expectOffers(
    in session: ShellSession, _ expectations: [(line: String, words: [String])]
  ) throws {
    for (line, words) in expectations {
      let offers = try offers(line, in: session.home, environment: session.environment)
      #expect(offers.map { String($0.prefix { $0 != "\t" }) } == words, "\(line)")
    }
  }
}
