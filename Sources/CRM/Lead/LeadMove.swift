import Catalogue
import Store
import Values

/// Moves leads from one status to another, all of them or none: `lead work`, `qualify`,
/// `disqualify` and `reopen`.
package struct LeadMove {
  package enum Step: Sendable {
    case work, qualify
    case disqualify(LeadDisqualification)
    case reopen
  }

  package struct Result: Sendable {
    package var leads: [Int64]
    /// How many were named, those included that already are where they should be.
    package var asked: Int
  }

  private let step: Step
  private let session: Session

  package init(_ step: Step, session: Session) {
    self.step = step
    self.session = session
  }

  package func run(_ selection: RecordSelection) throws -> Written<Result> {
    try session.write { db in
      let assignments = try assignments(in: db)
      let ids = try selection.ids(of: .lead, session: session, in: db)
      try LeadGuard.refuseConverted(ids, in: db)
      try refuse(ids, in: db)
      let differs = assignments.map { "\(identifier: $0.column) IS NOT \($0.value)" as SQL }
      let moving: [Int64] = try db.values(
        """
        SELECT id FROM lead WHERE id IN \(ids: ids) AND (\(differs.joined(separator: " OR ")))
        ORDER BY id
        """)
      try db.update("lead", where: "id IN \(ids: moving)", set: assignments)
      return Result(leads: moving, asked: ids.count)
    }
  }

  /// The first follow-up begins the work on a new lead.
  static func begin(after activities: Range<Int64>, in db: WriteTransaction) throws {
    try db.update(
      "lead",
      where: """
        status = \(LeadStatus.new.rawValue) AND id IN (SELECT lead FROM activity
          WHERE id >= \(activities.lowerBound) AND id < \(activities.upperBound)
            AND lead IS NOT NULL)
        """,
      set: [("status", "\(LeadStatus.working.rawValue)")])
  }

  private func assignments(in db: ReadTransaction) throws -> [(column: String, value: SQL)] {
    switch step {
    case .work: return [("status", "\(LeadStatus.working.rawValue)")]
    case .qualify: return [("status", "\(LeadStatus.qualified.rawValue)")]
    case .disqualify(let why):
      return [
        ("status", "\(LeadStatus.disqualified.rawValue)"),
        ("disqualify_reason", "\(try why.key(in: db, language: session.language))"),
        ("disqualify_note", "\(why.note)"),
      ]
    case .reopen:
      // Who was followed up is being worked on.
      let status: SQL = """
        iif(EXISTS (SELECT 1 FROM activity a WHERE a.lead = lead.id AND a.deleted_at IS NULL),
          \(LeadStatus.working.rawValue), \(LeadStatus.new.rawValue))
        """
      return [("status", status), ("disqualify_reason", "NULL"), ("disqualify_note", "NULL")]
    }
  }

  /// Refuses leads from which no such step leads on.
  private func refuse(_ ids: [Int64], in db: ReadTransaction) throws {
    let disqualified = LeadStatus.disqualified.rawValue
    let (condition, problem): (SQL, UserError) =
      switch step {
      case .work, .qualify: ("status = \(disqualified)", Self.isDisqualified)
      case .disqualify: ("0", Self.isDisqualified)
      case .reopen:
        (
          "status <> \(disqualified)",
          UserError(
            .conflict, "is not disqualified", code: "E_OPEN_STATUS",
            hints: ["'crm lead work' and 'crm lead qualify' move it on"])
        )
      }
    guard
      let (id, name, count) = try db.row(
        """
        SELECT id, name, count(*) OVER () FROM lead WHERE id IN \(ids: ids) AND (\(condition))
        ORDER BY id LIMIT 1
        """, as: Int64.self, String.self, Int.self)
    else { return }
    var error = problem
    error.message = "\(Noun.lead.reference(id)) '\(name)' \(problem.message)"
    if count > 1 { error.message += ", and \(count - 1) more like it" }
    if ids.count > 1 { error.message += "; none was moved" }
    throw error
  }

  /// What is with a lead that has to be reopened first; to be said behind its name.
  static let isDisqualified = UserError(
    .no, "is disqualified", code: "E_DISQUALIFIED", hints: ["'crm lead reopen' opens it again"])
}
