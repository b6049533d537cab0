import Testing

/// The database is the only evaluator of conditions: whoever has one gets SQL for it from
/// `ConditionCompiler`, and nothing else can look into one.
@Suite struct EvaluatorTests {
  /// What may be known of conditions outside of their own target, and where.
  private static let known: [(word: String, files: Set<String>)] = [
    // Text becomes a condition in one place …
    ("ConditionParser", ["ConditionCompiler"]),
    ("ConditionChecker", ["ConditionCompiler"]),
    // … which alone knows its parts, and how they are put together …
    ("CheckedCondition", ["ConditionCompiler"]),
    ("CheckedTest", ["ConditionCompiler", "ConditionSubject"]),
    // … and others may only make conditions, from the simple filters of a list, or have to know the
    // words of the language; the actions of rules are read with the same tokens.
    (
      "import Conditions",
      [
        "ConditionCompiler", "ConditionSubject", "CustomFieldRules", "DateConditions",
        "RecordQuery",
      ]
    ),
  ]

  @Test(arguments: known) func onlyTheCompilerLooksIntoConditions(
    word: String, files: Set<String>
  ) throws {
    var found: Set<String> = []
    for file in try SourceFile.all(below: "Sources") where file.target != "Conditions" {
      // Comments may name what they explain.
      let isUsed = file.lines.contains { line in
        !line.drop { $0 == " " }.hasPrefix("//") && line.contains(word)
      }
      let isOfActions = word == "import Conditions" && file.path.contains("/Automation/")
      if isUsed, !isOfActions { found.insert(file.baseName) }
    }
    #expect(found == files, "\(word)")
  }

  /// Whoever keeps conditions (`SavedCondition`) or takes one from a command asks the compiler.
  @Test func conditionsAreAskedInSQL() throws {
    let conditions = try SourceFile.all(below: "Sources/Conditions")
    #expect(!conditions.isEmpty)
    for file in conditions {
      #expect(!file.imports.contains("Store"), "\(file) could ask the database")
      for word in ["func holds(", "func evaluate(", "func matches("] {
        #expect(file.places(of: word) == [])
      }
    }
  }
}
