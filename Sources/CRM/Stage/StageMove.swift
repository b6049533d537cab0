import Catalogue
import Store
import Values

/// A set of opportunities on its way to other stages, within one operation: all of them or none.
///
/// First every opportunity is looked at and either sent to a stage or refused; then the refusals
/// are thrown together, or the moves are written with one event each.
struct StageMove {
  /// One opportunity and where it goes.
  struct Step {
    var opportunity: OpportunityState
    var from: PipelineStages.Stage
    var to: PipelineStages.Stage
  }

  private let db: WriteTransaction
  private let actor: Int64
  private var gate: StageGate
  private var pipelines: [Int64: PipelineStages] = [:]
  private(set) var steps: [Step] = []
  private var refusals: [UserError] = []
  /// The stages that were left and ask for approval, which is automatic.
  private(set) var approvals: [String] = []

  init(session: Session, db: WriteTransaction) throws {
    self.db = db
    actor = try session.actor().id
    gate = StageGate(session: session, db: db)
  }

  /// Looks at every opportunity and sends it on.
  ///
  /// The body says where it goes, nil where it stays, and throws what forbids the move. Only opening
  /// again begins in a closed stage, and nowhere else.
  mutating func plan(
    _ ids: [Int64], opensAgain: Bool = false,
    _ destination: (OpportunityState, PipelineStages.Stage, PipelineStages) throws ->
      PipelineStages.Stage?
  ) throws {
    for opportunity in try OpportunityState.load(ids, in: db) {
      let pipeline =
        try pipelines[opportunity.pipeline] ?? PipelineStages(of: opportunity.pipeline, in: db)
      pipelines[opportunity.pipeline] = pipeline
      guard let from = pipeline[opportunity.stage] else {
        throw UserError(
          .configuration, "\(opportunity.subject) is in a stage that its pipeline does not have",
          hints: ["run 'crm fsck'"])
      }
      do {
        guard from.kind.isOpen != opensAgain else {
          throw opensAgain
            ? Self.open(opportunity, in: from) : Self.closed(opportunity, in: from)
        }
        if let to = try destination(opportunity, from, pipeline) {
          steps.append(Step(opportunity: opportunity, from: from, to: to))
        }
      } catch let error as UserError {
        refusals.append(error)
      }
    }
  }

  /// Asks the gates on the way of every opportunity.
  ///
  /// Columns that the move sets count as filled in.
  mutating func askGates(filling columns: Set<String> = []) throws {
    struct Way: Hashable { var pipeline, from, to: Int64 }
    let ways = Dictionary(grouping: steps) {
      Way(pipeline: $0.opportunity.pipeline, from: $0.from.id, to: $0.to.id)
    }
    var stopped: [Int64: UserError] = [:]
    var approved: Set<PipelineStages.Stage> = []
    for (way, steps) in ways {
      guard let pipeline = pipelines[way.pipeline], let step = steps.first else { continue }
      let stages = StageGate.passed(from: step.from, to: step.to, in: pipeline)
      approved.formUnion(try gate.automaticApprovals(stages))
      let unmet = try gate.unmet(
        steps.map(\.opportunity.id), at: stages, filling: columns)
      for step in steps {
        guard let unmet = unmet[step.opportunity.id] else { continue }
        stopped[step.opportunity.id] = Self.stopped(step, by: unmet)
      }
    }
    steps.removeAll { stopped[$0.opportunity.id] != nil }
    refusals += stopped.sorted { $0.key < $1.key }.map(\.value)
    approvals = approved.sorted { ($0.index, $0.id) < ($1.index, $1.id) }.map(\.name)
  }

  /// Writes the moves, unless one was refused.
  ///
  /// The assignments are made on every opportunity that moves; an amount among them is the amount
  /// that the events record.
  func write(
    at instant: Instant, set assignments: [(column: String, value: SQL)] = [],
    reason: String? = nil
  ) throws {
    try throwRefusals()
    let byStage = Dictionary(grouping: steps, by: \.to)
    for (stage, steps) in byStage.sorted(by: { $0.key.id < $1.key.id }) {
      let ids = steps.map(\.opportunity.id)
      let amount = assignments.first { $0.column == "amount" }?.value ?? "amount"
      try db.insert(
        "stage_event",
        columns: [
          "opportunity", "from_stage", "to_stage", "at", "by", "amount", "probability", "reason",
        ],
        select: """
          SELECT id, stage, \(stage.id), \(instant), \(actor), \(amount), \(stage.probability),
            \(reason)
          FROM opportunity WHERE id IN \(ids: ids) ORDER BY id
          """)
      try db.update(
        "opportunity", where: "id IN \(ids: ids)",
        set: [("stage", "\(stage.id)"), ("probability", "\(stage.probability)")] + assignments)
    }
  }

  // MARK: Refusals

  private func throwRefusals() throws {
    guard let first = refusals.first else { return }
    guard refusals.count > 1 else { throw first }
    let shown = refusals.prefix(10).map(\.message)
    let rest = refusals.count - shown.count
    throw UserError(
      first.exit,
      "\(refusals.count) of \(refusals.count + steps.count) opportunities cannot move; none did",
      code: first.code, hints: shown + (rest > 0 ? ["and \(rest) more"] : []) + first.hints)
  }

  private static func closed(
    _ opportunity: OpportunityState, in stage: PipelineStages.Stage
  ) -> UserError {
    UserError(
      .no, "\(opportunity.subject) is closed: it is in the stage '\(stage.name)'",
      code: "E_CLOSED_STAGE",
      hints: [
        "a closed opportunity does not move; 'crm opportunity reopen \(opportunity.id) --reason TEXT' "
          + "opens it again"
      ])
  }

  private static func open(
    _ opportunity: OpportunityState, in stage: PipelineStages.Stage
  ) -> UserError {
    UserError(
      .conflict, "\(opportunity.subject) is open: it is in the stage '\(stage.name)'",
      code: "E_OPEN_STAGE", hints: ["'crm stage advance' and 'crm stage back' move it"])
  }

  /// Names everything that is missing, and behind it how each is mended.
  private static func stopped(_ step: Step, by unmet: [StageGate.Unmet]) -> UserError {
    let places = Set(unmet.map(\.stage))
    let missing = unmet.map {
      places == [step.from.name] ? $0.text : "\($0.text) ('\($0.stage)')"
    }
    return UserError(
      .no,
      "\(step.opportunity.subject) does not go from '\(step.from.name)' to '\(step.to.name)' yet: "
        + missing.joined(separator: "; "),
      code: "E_GATE", hints: unmet.map(\.remedy),
      details: unmet.enumerated().map { .init("unmet_\($0 + 1)", "\($1.stage): \($1.text)") })
  }
}
