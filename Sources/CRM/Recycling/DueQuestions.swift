import Store

/// What several rules ask about one record, arranged so that nothing is asked twice.
///
/// An inner query picks the records by what all rules ask for, and has columns for the rest: what
/// several questions look up, and for each rule what only it asks. An outer one says from them which
/// rules fire.
struct DueQuestions {
  /// What all rules ask for, as a condition on the record `c`.
  private let common: SQL
  /// The columns of the inner query.
  private let columns: [SQL]
  /// The rules that fire, over these columns: a text such as `1,4,`.
  private let fired: SQL
  /// When the clock of the first rule that fires began, over these columns.
  private let anchor: SQL

  /// There is a rule at least.
  init(_ records: [DueRecords], terms: RecycleTerms) {
    let shared = SharedExpressions()
    let standing = records.map { $0.standing() }
    let plain = standing.map { $0.map { $0 { $0 } } }
    let common = plain[0].filter { one in plain.allSatisfy { $0.contains(one) } }
    let questions = zip(records, zip(standing, plain)).map { records, standing in
      zip(standing.0, standing.1).filter { !common.contains($1) }.map(\.0) + records.quiet
    }
    for record in records {
      _ = DueRecords.anchor(of: record.rule, terms.calendar, once: shared.keep)
    }
    for question in questions.joined() { _ = question(shared.note) }
    var own: [SQL] = []
    var fired: [SQL] = []
    for (record, questions) in zip(records, questions) {
      let id = SQL(text: String(record.rule.id))
      let asked = questions.map { ($0 { $0 }, $0(shared.column)) }
      let alone = asked.filter { $0 == $1 }.map(\.0)
      var conditions = asked.filter { $0 != $1 }.map(\.1)
      if !alone.isEmpty {
        own.append("\(alone.conjunction()) AS own\(id)")
        conditions.insert("c.own\(id)", at: 0)
      }
      fired.append("iif(\(conditions.conjunction()), '\(id),', '')")
    }
    let anchors = records.map {
      DueRecords.anchor(of: $0.rule, terms.calendar, once: shared.column)
    }
    let cases = zip(records, anchors).map { "WHEN \($0.rule.id) THEN \($1)" as SQL }
    anchor = "CASE CAST(c.fired AS INTEGER) \(cases.joined(separator: " ")) END"
    self.common = common.conjunction()
    self.fired = fired.joined(separator: " || ")
    columns = ["c.id", "c.owner", "c.held_since"] + shared.columns + own
  }

  /// The records `c` of the source that are due, as rows of id, owner, since when that one has it, anchor,
  /// and the rules that fire, in the order of ids; with a limit those whose anchor is oldest.
  ///
  /// The limits of the inner queries keep SQLite from evaluating their columns again for each use. The text of the
  /// rules is a number that SQLite reads as the first of them.
  func query(of source: SQL, within ids: ClosedRange<Int64>?, limit: Int?) -> SQL {
    let range: SQL = ids.map { "c.id BETWEEN \($0.lowerBound) AND \($0.upperBound)" } ?? "1"
    let order: SQL = limit.map { "ORDER BY anchor, id LIMIT \($0)" } ?? ""
    return """
      SELECT c.id AS id, c.owner, c.held_since, \(anchor) AS anchor, c.fired
      FROM (
        SELECT c.*, \(fired) AS fired
        FROM (
          SELECT \(columns.joined(separator: ", ")) FROM \(source) AND \(range) AND \(common)
          ORDER BY c.id LIMIT -1) c
        LIMIT -1) c
      WHERE c.fired <> '' \(order)
      """
  }
}
