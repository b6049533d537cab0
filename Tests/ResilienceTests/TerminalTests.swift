import ProgramTesting
import Testing

/// What people have put into records never commands the terminal.
@Suite(.enabled(if: SystemProgram("script") != nil, "needs script(1) for a terminal"))
struct TerminalTests {
  static let names = [
    "red \u{1b}[31m", "title \u{1b}]0;gone\u{7}", "back\u{8}\u{8}", "\u{9b}2J", "cr\rover",
    "two\nlines", "bidi \u{202e}txt.exe", "isolate \u{2066}open", "delete\u{7f}", "tab\tstop",
  ]

  @Test(arguments: names) func namesAreShownEscaped(_ name: String) throws {
    let sandbox = try Sandbox()
    let added = try sandbox.crm(
      arguments: ["customer", "add", name].map { Array($0.utf8) })
    #expect(added.code == 0, "\(added.errors)")
    #expect(hazards(in: added.errors) == [])
    for line in [
      "customer list --no-pager --color never", "customer show 5 --no-pager --color never",
      "log customer/5 --no-pager --color never", "op log --no-pager --color never",
      "customer delete 5", "customer show 5x",
    ] {
      let ending = try sandbox.shell("exec script -qec \"$CRM \(line)\" /dev/null")
      #expect(hazards(in: ending.text) == [], "\(line): \(ending.text.debugDescription)")
    }
    // The name itself, in messages about what was asked for.
    let missing = try sandbox.crm(
      arguments: ["customer", "show", name + "?"].map { Array($0.utf8) })
    #expect(missing.code == 3)
    #expect(hazards(in: missing.errors) == [])
  }

  @Test(arguments: names) func machinesGetTheNameExactly(_ name: String) throws {
    let sandbox = try Sandbox()
    let added = try sandbox.crm(arguments: ["customer", "add", name].map { Array($0.utf8) })
    #expect(added.code == 0)
    let stored = try StoreImage.column("SELECT name FROM customer WHERE id = 5", in: sandbox.store)
    #expect(stored == [name])
    let json = try sandbox.shell("exec script -qec '$CRM customer show 5 --json' /dev/null")
    #expect(hazards(in: json.text).subtracting(["\u{202e}", "\u{2066}"]) == [])
    let value = try sandbox.crm("customer show 5 --json")
    #expect(try JSONName(value.output).name == name)
  }

  /// The characters of the text that do something instead of being shown; ends of lines aside.
  private func hazards(in text: String) -> Set<Unicode.Scalar> {
    let lines = text.replacing("\r\n", with: "\n")
    return Set(
      lines.unicodeScalars.filter { scalar in
        scalar != "\n" && scalar.properties.generalCategory == .control
          || scalar.properties.isBidiControl
      })
  }
}
