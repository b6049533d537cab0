import Catalogue
import Store
import Values

/// One thing that a condition reads, and the way back from there to the records whose condition it
/// is: so a change somewhere leads to the records for which the condition may hold now or no more.
struct ConditionDependency: Hashable {
  enum Source: Hashable {
    /// A column of the noun at the end of the way.
    case column(String, of: String)
    /// Rows of another table, each of which belongs to a record at the end of the way.
    case rows(FactSource)
    /// Links of a record at the end of the way to others.
    case links(FieldType.LinkTable)
    /// What says for all records of a noun alike how a score is made: rules and bands.
    case scoring(ScoringTable, of: String)
  }

  /// A column that points to the next record: `customer.owner`, then `user.team`.
  struct Step: Hashable {
    let table: String
    let column: String
  }

  /// A table with the rows that scoring has in it.
  enum ScoringTable: String {
    case rule
    case setting
  }

  /// Whether it is the store that is set, and no record that is saved.
  var isConfiguration: Bool {
    if case .scoring = source { true } else { false }
  }

  let source: Source
  let way: [Step]

  /// The records that the changes of a stretch of an operation concern, as a query of ids; nil when
  /// there are none.
  func touched(in span: OperationSpan) -> SQL? {
    guard let found = foundAtSource(in: span) else { return nil }
    return way.reversed().reduce(found) { ids, step in
      """
      SELECT id FROM \(identifier: step.table)
      WHERE \(identifier: step.column) IN (\(ids))
      """
    }
  }

  private func foundAtSource(in span: OperationSpan) -> SQL? {
    switch source {
    case .column(let column, let table): span.changed(column, of: table)
    case .rows(let source):
      span.owners(of: source.table, by: source.column).map { owners in
        guard let relay = source.relay else { return owners }
        return """
          SELECT \(identifier: relay.to) FROM \(identifier: relay.table)
          WHERE \(identifier: relay.from) IN (\(owners))
          """
      }
    case .links(let link): span.owners(of: link.table, by: link.owner)
    case .scoring(let table, let noun):
      span.rows(of: table.rawValue).map { Self.scored(noun, in: table, $0) }
    }
  }
}

extension ConditionDependency {
  /// All records of a noun that has a score, when rows of the ids are about it.
  private static func scored(_ noun: String, in table: ScoringTable, _ ids: SQL) -> SQL {
    let isScoring: SQL =
      switch table {
      case .rule: "kind = 'score' AND noun = \(noun)"
      case .setting: "name IN \(list: ScoreBands.starts.map(\.setting.name))"
      }
    return """
      SELECT id FROM \(identifier: noun) WHERE EXISTS (
        SELECT 1 FROM \(identifier: table.rawValue) WHERE \(isScoring) AND id IN (\(ids)))
      """
  }
}

extension ConditionCompiler {
  /// What the condition reads.
  func dependencies(in catalogue: Catalogue) throws -> [ConditionDependency] {
    var found: [ConditionDependency] = []
    func add(_ source: ConditionDependency.Source, _ way: [ConditionDependency.Step]) {
      let dependency = ConditionDependency(source: source, way: way)
      if !found.contains(dependency) { found.append(dependency) }
    }
    for path in paths {
      var way: [ConditionDependency.Step] = []
      for (noun, field) in path {
        for source in Self.sources(of: field, of: noun) { add(source, way) }
        for dependency in try scoreDependencies(of: field, of: noun, in: catalogue) {
          add(dependency.source, way + dependency.way)
        }
        way.append(.init(table: noun.table, column: field.column))
      }
      // Parts of names are looked for where the names stand.
      guard let last = path.last, case .reference(let name) = last.field.type,
        let target = catalogue.noun(name)
      else { continue }
      for name in target.identifyingFields {
        add(.column(name, of: target.table), way)
      }
    }
    return found
  }

  /// What the rules read that make a part of a score.
  private func scoreDependencies(
    of field: Field, of noun: Noun, in catalogue: Catalogue
  ) throws -> [ConditionDependency] {
    guard ScoreRules.hasScore(noun), ScoreRules.results.contains(field.name) else { return [] }
    let tables: [ConditionDependency.ScoringTable] =
      field.name == ScoreRules.priority ? [.rule, .setting] : [.rule]
    let conditions: [String] = try reader.db.values(
      """
      SELECT "when" FROM rule
      WHERE kind = 'score' AND noun = \(noun.name) AND active = 1 AND deleted_at IS NULL
      """)
    return try tables.map { .init(source: .scoring($0, of: noun.table), way: []) }
      + conditions.flatMap { text in
        try ConditionCompiler(
          text, for: noun, today: try session.today(), session: session, reader: reader
        ).dependencies(in: catalogue)
      }
  }

  private static func sources(of field: Field, of noun: Noun) -> [ConditionDependency.Source] {
    if let sources = FactExpression.sources(of: field.name, of: noun) {
      // Days since a fact that is missing are counted from a column of the record.
      let start = FactExpression.startColumn(of: field, of: noun).map {
        ConditionDependency.Source.column($0, of: noun.table)
      }
      return sources.map { .rows($0) } + [start].compactMap { $0 }
    }
    if case .references(_, let link) = field.type { return [.links(link)] }
    return [.column(field.column, of: noun.table)]
  }
}
