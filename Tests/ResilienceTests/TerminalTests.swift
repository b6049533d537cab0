import Foundation
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

  /// Names, and titles of columns that a query makes up, in reports and their pages.
  @Test(arguments: names) func reportsShowThemEscaped(_ name: String) throws {
    let sandbox = try Sandbox()
    for words in [
      ["customer", "add", name], ["pipeline", "add", name, "--stage", "\(name):10"],
      ["dashboard", "add", name, "funnel", "forecast"],
    ] {
      let added = try sandbox.crm(arguments: words.map { Array($0.utf8) })
      #expect(added.code == 0, "\(words): \(added.errors)")
    }
    let query = "SELECT name, 1 AS \"\(name)\" FROM v_customer WHERE id = 5"
    _ = try sandbox.write("names.sql", query.utf8)
    for line in [
      "report run names.sql", "report run names.sql --format md", "report funnel",
      "dashboard --no-pager",
    ] {
      let ending = try sandbox.shell(
        "exec script -qec \"$CRM \(line) --color never --no-pager\" /dev/null")
      #expect(ending.code == 0, "\(line): \(ending.text.debugDescription)")
      #expect(hazards(in: ending.text) == [], "\(line): \(ending.text.debugDescription)")
    }
    for line in ["report run names.sql --html -", "dashboard --html -"] {
      let page = try sandbox.crm(line)
      #expect(page.code == 0)
      #expect(hazards(in: String(decoding: page.output, as: UTF8.self)) == [], "\(line)")
    }
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

/// `add` and `edit` without values open a form in the user's editor.
@Suite(.enabled(if: SystemProgram("script") != nil, "needs script(1) for a terminal"))
struct FormEditorTests {
  /// Runs a command on a terminal with an editor that applies one sed script after the other, and
  /// leaves the form as it is when there are no more.
  private func run(
    _ command: String, editing scripts: [String], in sandbox: Sandbox
  ) throws -> (text: String, forms: String) {
    let steps = scripts.map { "'\($0)'" }.joined(separator: " ")
    let ending = try sandbox.shell(
      """
      cat > editor <<'END'
      cat "$1" >> forms
      script=$(sed -n 1p steps); sed -i 1d steps
      [ -z "$script" ] || sed -i "$script" "$1"
      END
      : > forms; printf '%s\\n' \(steps) > steps
      export CRM_EDITOR='sh editor'
      script -qec "$CRM \(command)" /dev/null
      echo "--- forms"; cat forms
      """)
    let parts = ending.text.components(separatedBy: "--- forms")
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }

  @Test func aWrongFormComesBackWithTheReason() throws {
    let sandbox = try Sandbox()
    let (text, forms) = try run(
      "customer add",
      editing: ["s/^name.*/name: 新客户/; s/^level:.*/level: Z/", "s/^level:.*/level: A/"],
      in: sandbox)
    #expect(text.contains("added customer/5 新客户"), "\(text)")
    #expect(forms.contains("# error: level 'Z' is not in the list customer.level"))
    #expect(
      try StoreImage.column("SELECT name || level FROM customer WHERE id = 5", in: sandbox.store)
        == ["新客户A"])
  }

  @Test func followUpsAreFilledInLikeEverything() throws {
    let sandbox = try Sandbox()
    let (text, forms) = try run(
      "activity add",
      editing: [
        "s/^note.*/note: 看了样品/; s/^customer.*/customer: 9999/; s/^method.*/method: visit/",
        "s/^customer.*/customer: customer\\/1/",
      ],
      in: sandbox)
    #expect(text.contains("recorded activity/"), "\(text)")
    #expect(forms.contains("# error: "))
    #expect(
      try StoreImage.column(
        "SELECT customer || note || method FROM activity ORDER BY id DESC LIMIT 1",
        in: sandbox.store) == ["1看了样品visit"])
    let (edited, _) = try run(
      "activity edit 1", editing: ["s/^note.*/note: 改期/"], in: sandbox)
    #expect(edited.contains("changed 1 activity"), "\(edited)")
  }

  @Test func opportunitiesAreFilledInByTheirForm() throws {
    let sandbox = try Sandbox()
    let defined = try sandbox.crm(
      "form add opportunity customer amount competitor --required amount")
    #expect(defined.code == 0, "\(defined.errors)")
    let (text, forms) = try run(
      "opportunity add",
      editing: ["s/^customer.*/customer: customer\\/1/", "s/^amount.*/amount: 1.2万/"],
      in: sandbox)
    #expect(text.contains("added opportunity/"), "\(text)")
    #expect(forms.contains("amount*:") && !forms.contains("remark:"), "\(forms)")
    #expect(forms.contains("# error: opportunity needs a value for amount"))
    #expect(
      try StoreImage.column(
        "SELECT customer || ' ' || amount FROM opportunity ORDER BY id DESC LIMIT 1",
        in: sandbox.store) == ["1 1200000"])
  }

  /// What only options can say is no form: it needs the operand as well.
  @Test(arguments: [
    "activity add --next 3d", "opportunity add --product X", "customer add --contact name=X",
  ])
  func anOptionAloneOpensNoForm(_ command: String) throws {
    let (text, forms) = try run(command, editing: [], in: try Sandbox())
    #expect(text.contains("missing operand"), "\(text)")
    #expect(forms.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
  }

  @Test func aFormLeftAsItIsChangesNothing() throws {
    let sandbox = try Sandbox()
    let (text, _) = try run("customer edit 1", editing: [], in: sandbox)
    #expect(text.contains("the form was left as it was; nothing was changed"), "\(text)")
    let (added, _) = try run("customer add", editing: [], in: sandbox)
    #expect(added.contains("nothing was changed"), "\(added)")
  }

  @Test func whatChangedMeanwhileIsAConflict() throws {
    let sandbox = try Sandbox()
    let ending = try sandbox.shell(
      """
      cat > editor <<'END'
      $CRM -q customer edit 1 --phone 13712345678
      sed -i 's/^phone:.*/phone: 13900139000/' "$1"
      END
      export CRM CRM_EDITOR='sh editor'
      script -qec "$CRM customer edit 1" /dev/null
      """)
    #expect(ending.text.contains("phone of customer/1 changed meanwhile"), "\(ending.text)")
    #expect(
      try StoreImage.column("SELECT phone FROM customer WHERE id = 1", in: sandbox.store)
        == ["13712345678"])
  }

  @Test func anEditorThatFailsChangesNothing() throws {
    let sandbox = try Sandbox()
    let ending = try sandbox.shell(
      "CRM_EDITOR=false script -qec \"$CRM customer edit 1\" /dev/null")
    #expect(ending.text.contains("the editor 'false' failed; nothing was changed"))
  }
}
