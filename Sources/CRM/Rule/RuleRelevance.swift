import Catalogue
import Store
import Values

/// Which rules an operation can concern, told from the words of their conditions: so that saving a
/// record does not cost the reading of all rules.
///
/// It errs on the side of looking: a rule that it lets pass is looked at closely by what its condition
/// depends on. Conditions are kept in canonical form, in which every field goes by its name.
struct RuleRelevance {
  /// Names of fields and facts that the operation may have changed.
  private var words: Set<String> = []
  /// Nouns with records that are new or back.
  private var nouns: Set<String> = []
  /// Nouns of which anything changed.
  private var touched: Set<String> = []
  /// The operation changed what conditions are read with: then all rules have to make sense yet.
  let concernsAll: Bool

  init(of db: WriteTransaction, in catalogue: Catalogue) {
    var tables: [String: Noun] = [:]
    for noun in catalogue.nouns { tables[noun.table] = noun }
    concernsAll = db.touchedTables.contains { table in
      Self.settings.contains(table) || tables[table]?.isConfiguration ?? false
    }
    guard !concernsAll else { return }
    for table in db.touchedTables {
      addFollowers(of: table, in: catalogue)
      guard let noun = tables[table] else { continue }
      touched.insert(noun.name)
      let columns = db.changedColumns(of: table)
      if db.hasCreated(in: table) || columns.contains("deleted_at") {
        nouns.insert(noun.name)
        addReferences(to: noun, in: catalogue)
      }
      add(columns, of: noun, in: catalogue)
    }
  }

  /// Tables besides those of nouns that say how rules act; users are named in conditions.
  private static let settings: Set<String> = [
    "setting", ClassificationPins.table, Noun.user.table,
  ]

  // MARK: Words

  /// Facts and links that are made from the rows of the table.
  private mutating func addFollowers(of table: String, in catalogue: Catalogue) {
    for noun in catalogue.nouns {
      for fact in noun.facts
      where FactExpression.sources(of: fact.name, of: noun)?.contains(where: { $0.table == table })
        ?? false
      {
        words.insert(fact.name)
      }
      for field in noun.fields {
        if case .references(_, let link) = field.type, link.table == table {
          words.insert(field.name)
          touched.insert(noun.name)
        }
      }
    }
  }

  private mutating func add(_ columns: Set<String>, of noun: Noun, in catalogue: Catalogue) {
    for field in noun.fields
    where columns.contains(field.column) || field.keyColumn.map(columns.contains) ?? false {
      words.insert(field.name)
    }
    for fact in noun.facts
    where FactExpression.startColumn(of: fact, of: noun).map(columns.contains) ?? false {
      words.insert(fact.name)
    }
    if noun.identifyingFields.contains(where: columns.contains) {
      addReferences(to: noun, in: catalogue)
    }
  }

  /// Fields in which records are named by what they are called.
  private mutating func addReferences(to noun: Noun, in catalogue: Catalogue) {
    for field in catalogue.nouns.flatMap(\.fields) {
      switch field.type {
      case .reference(noun.name), .references(noun.name, _): words.insert(field.name)
      default: break
      }
    }
  }

  // MARK: Rules

  /// The rules that the operation, or other rules that follow from it, can concern; in their order.
  ///
  /// Of the rules that decide a field together, all are concerned or none.
  func concerned(_ rules: [StoredRule]) -> [StoredRule] {
    guard !concernsAll else { return rules }
    var relevance = self
    var rest = rules
    var found: Set<Int64> = []
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for rule in rest where relevance.concerns(rule) {
        guard RuleKind.decides(rule.kind) else { return rules }
        found.insert(rule.id)
        hasGrown = relevance.add(resultsOf: rule) || hasGrown
      }
      rest.removeAll { found.contains($0.id) }
    }
    return rules.filter { found.contains($0.id) }
  }

  private func concerns(_ rule: StoredRule) -> Bool {
    let noun = rule.text("noun")
    guard RuleKind.decides(rule.kind) else { return mayHappen(rule.text("on"), to: noun) }
    if nouns.contains(noun) || words.contains(rule.text("field")) { return true }
    return rule.text("when").utf8.split { !Self.isPartOfName($0) }.contains { word in
      words.contains(String(Substring(word)))
    }
  }

  /// Whether one of the events of a rule of automation may have happened to records of the noun.
  private func mayHappen(_ events: String, to noun: String) -> Bool {
    LinkedName.split(events).compactMap(AutomationEvent.init).contains { event in
      switch event {
      case .schedule: false
      case .created, .imported, .deleted: nouns.contains(noun)
      case .stage, .status: nouns.contains(noun) || words.contains(event.rawValue)
      case .updated, .claimed, .recycled: touched.contains(noun)
      }
    }
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// What the rule may change; returns whether that is new.
  private mutating func add(resultsOf rule: StoredRule) -> Bool {
    let results =
      rule.kind == RuleKind.score.name
      ? ScoreRules.results : [rule.text("field"), "updated_at"].filter { !$0.isEmpty }
    let count = words.count + touched.count
    words.formUnion(results)
    if rule.kind == RuleKind.classification.name { touched.insert(rule.text("noun")) }
    return words.count + touched.count > count
  }
}
