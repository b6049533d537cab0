import Catalogue
import Store
import Values

/// The conditions of dedupe rules as SQL: of records in the store, and of one that is not there yet.
///
/// The database evaluates both: a new record stands for the noun's table as a row of its values.
final class DedupeConditions {
  private let noun: Noun
  private let session: Session
  private let db: ReadTransaction
  private lazy var columns = RecordDraft(noun).columns
  private var compiled: [String: ConditionCompiler] = [:]

  init(_ noun: Noun, session: Session, in db: ReadTransaction) {
    self.noun = noun
    self.session = session
    self.db = db
  }

  /// The condition on the record `r`.
  func sql(_ condition: String) throws -> SQL { try compiler(condition).sql() }

  /// The columns of the noun that the condition reads.
  func columns(of condition: String) throws -> [String] {
    try compiler(condition).fields.filter { $0.noun.name == noun.name }.map(\.field.column)
  }

  /// Whether a record with these values fulfils the condition; `id` is the one that it has already.
  func holds(
    _ condition: String, of id: Int64?, value: (String) throws -> Scalar
  ) throws -> Bool {
    let values = try columns.map { "\(try value($0)) AS \(identifier: $0)" as SQL }
    return try db.exists(
      """
      SELECT 1 FROM (SELECT \(id) AS id, \(values.joined(separator: ", "))) r
      WHERE \(try sql(condition))
      """)
  }

  private func compiler(_ condition: String) throws -> ConditionCompiler {
    if let known = compiled[condition] { return known }
    let compiler = try ConditionCompiler(
      condition, for: noun, today: try session.today(), session: session,
      reader: try FieldReader(.option, session: session, db: db))
    compiled[condition] = compiler
    return compiler
  }
}
