import Catalogue
import Store
import Values

/// `stage advance` and `stage back`: moves between the open stages of a pipeline.
package struct StageWalk {
  package enum Direction: Sendable {
    case forward, backward
  }

  private let session: Session
  private let direction: Direction
  /// The name of the stage to go to; nil goes one step.
  private let target: String?

  package init(_ direction: Direction, to target: String?, session: Session) {
    self.session = session
    self.direction = direction
    self.target = target
  }

  /// Resolves the opportunities under the writer's lock and moves all of them, or none.
  package func run(_ opportunities: RecordSelection) throws -> ChangeReport {
    let written = try session.write { db in
      let names = StageNames(session: session, in: db, allowsBareID: true)
      var move = try StageMove(session: session, db: db)
      let ids = try opportunities.ids(of: .opportunity, session: session, in: db)
      try move.plan(ids) { opportunity, from, pipeline in
        let wanted = try target.flatMap { pipeline[try names.id(for: $0, in: pipeline)] }
        if let wanted, !wanted.kind.isOpen { throw ending(opportunity, in: wanted) }
        let to =
          switch direction {
          case .forward: try stage(ahead: wanted, of: from, in: pipeline, opportunity)
          case .backward: try stage(behind: wanted, of: from, in: pipeline, opportunity)
          }
        return to == from ? nil : to
      }
      if direction == .forward { try move.askGates() }
      try move.write(at: session.now)
      return (
        steps: move.steps, guides: try guides(for: move.steps, in: db), approvals: move.approvals,
        asked: ids.count
      )
    }
    StageApproval.tell(written.value.approvals, session: session)
    for (name, guide) in written.value.guides {
      session.note("guide to '\(name)':")
      for line in guide.split(separator: "\n", omittingEmptySubsequences: false) {
        session.note("  \(line)")
      }
    }
    return StageMoveReport.make(written, steps: written.value.steps, asked: written.value.asked)
  }

  /// The stage to go forward to, the next one unless another is wanted.
  private func stage(
    ahead wanted: PipelineStages.Stage?, of from: PipelineStages.Stage,
    in pipeline: PipelineStages, _ opportunity: OpportunityState
  ) throws -> PipelineStages.Stage {
    if wanted == from { return from }
    if let wanted, wanted.index < from.index {
      throw UserError(
        .no, "'\(wanted.name)' comes before '\(from.name)', where \(opportunity.subject) is",
        code: "E_STAGE", hints: ["go back with 'crm stage back'"])
    }
    guard let next = pipeline.next(after: from) else {
      throw UserError(
        .no, "\(opportunity.subject) is in the last open stage, '\(from.name)'", code: "E_STAGE",
        hints: ["close it with 'crm opportunity win' or 'crm opportunity lose'"])
    }
    guard let wanted, wanted != next else { return next }
    guard pipeline.allowsSkip else {
      let skipped = pipeline.stages[next.index..<wanted.index].map { "'\($0.name)'" }
      throw UserError(
        .no, "\(opportunity.subject) would skip \(skipped.joined(separator: ", "))",
        code: "E_SKIP", hints: [forbidden(by: pipeline, option: "--allow-skip")])
    }
    return wanted
  }

  /// The stage to go back to, the one before unless another is wanted.
  private func stage(
    behind wanted: PipelineStages.Stage?, of from: PipelineStages.Stage,
    in pipeline: PipelineStages, _ opportunity: OpportunityState
  ) throws -> PipelineStages.Stage {
    if wanted == from { return from }
    if let wanted, wanted.index > from.index {
      throw UserError(
        .no, "'\(wanted.name)' comes after '\(from.name)', where \(opportunity.subject) is",
        code: "E_STAGE", hints: ["go forward with 'crm stage advance'"])
    }
    guard pipeline.allowsBack else {
      throw UserError(
        .no, "\(opportunity.subject) may not go back", code: "E_BACK",
        hints: [forbidden(by: pipeline, option: "--allow-back")])
    }
    guard let wanted = wanted ?? pipeline.previous(before: from) else {
      throw UserError(
        .no, "\(opportunity.subject) is in the first stage, '\(from.name)'", code: "E_STAGE")
    }
    return wanted
  }

  private func forbidden(by pipeline: PipelineStages, option: String) -> String {
    "the pipeline '\(pipeline.name)' does not allow that; "
      + "'crm pipeline edit \(pipeline.pipeline) \(option) yes' changes it"
  }

  private func ending(
    _ opportunity: OpportunityState, in stage: PipelineStages.Stage
  ) -> UserError {
    let verb = stage.kind == .won ? "win" : stage.kind == .lost ? "lose" : "invalid"
    return UserError(
      .no, "'\(stage.name)' closes \(opportunity.subject)", code: "E_CLOSED_STAGE",
      hints: ["use 'crm opportunity \(verb) \(opportunity.id)'"])
  }

  /// The guides of the stages that were entered, in the order of the stages.
  private func guides(
    for steps: [StageMove.Step], in db: ReadTransaction
  ) throws -> [(name: String, guide: String)] {
    guard direction == .forward else { return [] }
    let stages = Set(steps.map(\.to.id)).sorted()
    return try db.rows(
      """
      SELECT name, guide FROM stage WHERE id IN \(ids: stages) AND guide <> ''
      ORDER BY pipeline, position, id
      """, as: String.self, String.self)
  }
}
