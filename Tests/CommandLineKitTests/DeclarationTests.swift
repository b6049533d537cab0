import CommandLineKit
import Testing

@Suite struct DeclarationTests {
  struct Data: Sendable {
    var text: String?
    var texts: [String] = []
    var isOn = false
  }

  @Test func theSampleHasNoProblems() {
    #expect(SampleTree.tree.problems() == [])
  }

  static let wrong: [(CommandSpec<Data>, [String])] = [
    (
      CommandSpec("go", summary: "go there.", initial: Data(), arguments: []),
      ["crm go: the summary ends with a period", "crm go: the summary starts in lower case"]
    ),
    (
      CommandSpec("Go", aliases: ["g"], summary: "Go", initial: Data(), arguments: []),
      [
        "crm Go: 'Go' is not a lower-case ASCII word of at least two letters",
        "crm Go: 'g' is not a lower-case ASCII word of at least two letters",
      ]
    ),
    (
      CommandSpec("help", summary: "Help", initial: Data(), arguments: []),
      ["crm help: 'help' is not unique"]
    ),
    (
      CommandSpec(
        "go", summary: "Go", initial: Data(),
        arguments: [
          .option("to", short: "t", value: "PLACE", \.text, "Where to"),
          .option("to", short: "t", value: "", \.text, ""),
        ]),
      [
        "crm go: 'to' has no text", "crm go: 'to' does not say what its value is",
        "crm go: '--to' is not unique", "crm go: '-t' is not unique",
      ]
    ),
    (
      CommandSpec(
        "go", summary: "Go", initial: Data(),
        arguments: [
          .flag("quick", \.isOn, "Hurry"), .option("no-quick", value: "N", \.text, "Slow"),
        ]),
      ["crm go: '--no-quick' is not unique"]
    ),
    (
      CommandSpec(
        "go", summary: "Go", initial: Data(),
        arguments: [.option("help", short: "q", value: "N", \.text, "Clash")]),
      ["crm go: '--help' is also a global option", "crm go: '-q' is also a global option"]
    ),
    (
      CommandSpec(
        "go", summary: "Go", initial: Data(),
        arguments: [
          .operand("FROM", \.text, "From"), .operand("to", \.text, "To", isRequired: true),
          .operand("A", \.texts, "All"), .operand("B", \.texts, "All"),
        ]),
      [
        "crm go: 'to' is an operand, which is named in capitals",
        "crm go: more than one operand repeats", "crm go: required to stands after optional FROM",
      ]
    ),
    (
      CommandSpec(
        "go", summary: "Go", initial: Data(), arguments: [], conflicts: [["a", "b"]],
        examples: [Example("go home", "Goes home")]),
      [
        "crm go: conflicts name 'a', which is no argument",
        "crm go: conflicts name 'b', which is no argument",
        "crm go: the example 'go home' does not start with crm",
      ]
    ),
    (
      CommandSpec("far", "go", summary: "Go", initial: Data(), arguments: []),
      ["crm far go: 'far' has no entry"]
    ),
  ]

  @Test(arguments: wrong.indices)
  func findsProblems(_ index: Int) {
    let (spec, problems) = Self.wrong[index]
    #expect(tree([CommandEntry(spec) { _ in 0 }]).problems() == problems)
  }

  @Test func findsEntriesThatDifferFromTheirDeclarations() {
    let entry = CommandEntry("go", summary: "Go") {
      ParsableCommand(CommandSpec("go", summary: "Stay", initial: 0, arguments: [])) { $0 }
    }
    #expect(tree([entry]).problems() == ["crm go: the entry and the declaration differ"])
  }

  private func tree(_ entries: [CommandEntry<Int>]) -> CommandTree<SampleGlobals, Int> {
    CommandTree(program: "crm", summary: "A tool", globals: SampleTree.globals, entries: entries)
  }
}
