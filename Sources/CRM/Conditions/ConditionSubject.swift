import Catalogue
import Conditions
import Store
import Values

extension ConditionCompiler {
  /// What a comparison compares, as SQL.
  struct Subject {
    let field: Field
    let function: Condition.Subject.Function?
    /// The value; NULL when it is missing.
    let value: SQL
    /// The column of the name's key, when the field has one.
    let nameKey: SQL?
    /// The text in which a part is looked for: of a record, its names.
    let words: SQL
    /// For a field that names several records, a query of them that lacks its last condition.
    let link: SQL?

    init(
      _ test: CheckedTest, alias: String, catalogue: Catalogue, facts: FactExpression,
      earlier: EarlierValues, sight: PoolVisibility
    ) throws {
      field = test.field
      function = test.function
      guard let first = test.steps.first else {
        throw UserError.bug("a condition compares nothing")
      }
      // The value of each step is the id of the record that the next one reads.
      var value = try Self.read(first, alias: alias, test, facts, sight)
      var owner: SQL = "\(identifier: alias).id"
      var key = Self.key(of: first, alias: alias, sight)
      if test.isEarlier {
        value = try earlier.value(of: first.field.column, of: first.noun, alias: alias)
        key = try first.field.keyColumn.map {
          try earlier.value(of: $0, of: first.noun, alias: alias)
        }
      }
      for (number, step) in test.steps.enumerated().dropFirst() {
        let alias = "\(alias)_\(number)"
        func look(_ column: SQL) -> SQL {
          """
          (SELECT \(column) FROM \(identifier: step.noun.table) \(identifier: alias)
            WHERE \(identifier: alias).id = \(value))
          """
        }
        key = Self.key(of: step, alias: alias, sight).map(look)
        owner = value
        value = look(try Self.read(step, alias: alias, test, facts, sight))
      }
      if case .references(_, let table) = field.type {
        let link: SQL = """
          SELECT 1 FROM (SELECT \(identifier: table.target) AS target, \(identifier: table.owner) AS owner
            FROM \(identifier: table.table)) l WHERE l.owner = \(owner)
          """
        self.link = link
        self.value = "(\(link) LIMIT 1)"
        words = value
        nameKey = nil
        return
      }
      link = nil
      self.value = value
      guard case .reference(let name) = field.type, let target = catalogue.noun(name) else {
        words = value
        nameKey = key
        return
      }
      let title = target.field(target.titleField)?.keyColumn
      func look(_ column: SQL) -> SQL {
        "(SELECT \(column) FROM \(identifier: target.table) n WHERE n.id = \(value))"
      }
      nameKey = title.map { look("n.\(identifier: $0)") }
      let names = target.identifyingFields.map { "ifnull(n.\(identifier: $0), '')" as SQL }
      words = look((names.isEmpty ? ["''"] : names).joined(separator: " || ' ' || "))
    }

    /// Whether the value is compared as a date: by day, in the store's zone.
    var isDate: Bool {
      switch field.type {
      case .day, .instant: true
      default: false
      }
    }

    var isDay: Bool { field.type == .day }

    /// A comparison of the value, false when the value is missing.
    func isTrue(_ comparison: SQL) -> SQL { "(\(comparison) AND \(value) IS NOT NULL)" }

    private static func key(
      of step: CheckedTest.Step, alias: String, _ sight: PoolVisibility
    ) -> SQL? {
      guard step.field.key == .name, let column = step.field.keyColumn else { return nil }
      return sight.value(
        "\(identifier: alias).\(identifier: column)", of: step.field, of: step.noun, alias: alias)
    }

    private static func read(
      _ step: CheckedTest.Step, alias: String, _ test: CheckedTest, _ facts: FactExpression,
      _ sight: PoolVisibility
    ) throws -> SQL {
      let column = sight.value(
        "\(identifier: alias).\(identifier: step.field.column)", of: step.field, of: step.noun,
        alias: alias)
      if case .references = step.field.type { return "NULL" }
      guard step.noun.facts.contains(where: { $0.name == step.field.name }) else { return column }
      guard let fact = try facts.sql(step.field.name, of: step.noun, alias: alias) else {
        throw UserError.bug("\(step.noun.name) has no fact \(step.field.name)")
      }
      guard test.function == .daysSince, step.field.name == test.field.name,
        let start = FactExpression.start(of: step.field, of: step.noun, alias: alias)
      else { return fact }
      return "ifnull(\(fact), \(start))"
    }
  }
}
