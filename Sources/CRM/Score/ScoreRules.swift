import Catalogue
import Store
import Values

/// The rules of the kind `score`: points for what a customer or lead is, beside those for what it
/// does.
struct ScoreRules {
  /// A rule with its condition as SQL over the record.
  struct Rule {
    var name: String
    var condition: String
    var points: Int64
    var holds: SQL
  }

  let rules: [Rule]

  /// The facts that a rule cannot ask for, because they are made from the rules.
  static let results = ["score", priority]

  /// The fact that depends on the bands, too.
  static let priority = "priority"

  /// The rules of the noun that act, over the record under the alias; relative days count from
  /// `today`.
  init(
    of noun: Noun, alias: String, today: Day, session: Session, in db: ReadTransaction
  ) throws {
    let reader = try FieldReader(.option, session: session, db: db)
    rules = try db.rows(
      """
      SELECT name, "when", points FROM rule
      WHERE kind = 'score' AND noun = \(noun.name) AND active = 1 AND deleted_at IS NULL
      ORDER BY position, id
      """, as: String.self, String.self, Int64.self
    ).map { name, condition, points in
      do {
        let compiler = try ConditionCompiler(
          condition, for: noun, alias: alias, today: today, session: session, reader: reader)
        // Before its SQL is made, which would go round in circles.
        try Self.refuseCycle(compiler)
        return Rule(
          name: name, condition: condition, points: points, holds: try compiler.sql())
      } catch var error as UserError {
        error.message = "the rule '\(name)': \(error.message)"
        throw error
      }
    }
  }

  /// The sum of the points of the rules that hold.
  var points: SQL {
    guard !rules.isEmpty else { return "0" }
    return "(\(rules.map { "iif(\($0.holds), \($0.points), 0)" as SQL }.joined(separator: " + ")))"
  }

  /// Refuses rules about what has no score, or that ask for what is made from them.
  static func check(_ rule: RuleContent) throws {
    guard hasScore(rule.noun) else {
      throw UserError(
        .usage, "only customers and leads have a score, and '\(rule.noun.name)' is another noun",
        code: "E_RULE_NOUN", hints: ["--noun customer or --noun lead"])
    }
    try refuseCycle(
      ConditionCompiler(
        rule.text("when"), for: rule.noun, session: rule.session, reader: rule.reader))
  }

  static func hasScore(_ noun: Noun) -> Bool {
    ScoreExpression.nouns.contains { $0.name == noun.name }
  }

  private static func refuseCycle(_ compiler: ConditionCompiler) throws {
    let result = compiler.fields.first { noun, field in
      hasScore(noun) && results.contains(field.name)
    }
    guard let result else { return }
    throw UserError(
      .usage, "\(result.field.name) is made from the score rules, so that none can ask for it",
      code: "E_CYCLE")
  }
}
