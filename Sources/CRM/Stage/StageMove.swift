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
  private(set) var steps: [Step] = []
  private var refusals: [UserError] = []

  init(session: Session, db: WriteTransaction) throws {
    self.db = db
    actor = try session.actor().id
  }

  /// Looks at every opportunity; the body says where it goes, nil where it stays, and throws what
  /// forbids the move.
  mutating func plan(
    _ ids: [Int64],
    _ destination: (OpportunityState, PipelineStages.Stage, PipelineStages) throws ->
      PipelineStages.Stage?
  ) throws {
    var pipelines: [Int64: PipelineStages] = [:]
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
        guard from.kind.isOpen else { throw Self.closed(opportunity, in: from) }
        if let to = try destination(opportunity, from, pipeline) {
          steps.append(Step(opportunity: opportunity, from: from, to: to))
        }
      } catch let error as UserError {
        refusals.append(error)
      }
    }
  }

  /// Writes the moves, unless one was refused.
  ///
  /// The assignments are made on every opportunity that moves; an amount among them is the amount
  /// that the events record.
  func write(
    at instant: Instant, set assignments: [(column: String, value: SQL)] = []
  ) throws {
    try throwRefusals()
    let byStage = Dictionary(grouping: steps, by: \.to)
    for (stage, steps) in byStage.sorted(by: { $0.key.id < $1.key.id }) {
      let ids = steps.map(\.opportunity.id)
      let amount = assignments.first { $0.column == "amount" }?.value ?? "amount"
      try db.insert(
        "stage_event",
        columns: ["opportunity", "from_stage", "to_stage", "at", "by", "amount", "probability"],
        select: """
          SELECT id, stage, \(stage.id), \(instant), \(actor), \(amount), \(stage.probability)
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
      hints: ["a closed opportunity does not move; if it was a mistake, 'crm undo' takes it back"])
  }
}
