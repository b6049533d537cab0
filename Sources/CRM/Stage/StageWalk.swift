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

  package func run(_ ids: [Int64]) throws -> ChangeReport {
    let written = try session.write { db in
      var resolvers: [Int64: ReferenceResolver] = [:]
      var move = try StageMove(session: session, db: db)
      try move.plan(ids) { opportunity, from, pipeline in
        let wanted = try target.map { name in
          let resolver =
            resolvers[pipeline.pipeline]
            ?? ReferenceResolver(
              .stage, in: db, allowsBareID: true,
              restrictedTo: "pipeline = \(pipeline.pipeline)")
          resolvers[pipeline.pipeline] = resolver
          return try resolver.id(for: name, field: "stage")
        }
        let to = try destination(wanted.flatMap { pipeline[$0] }, from, pipeline, opportunity)
        return to == from ? nil : to
      }
      try move.write(at: session.now)
      return (steps: move.steps, guides: try guides(for: move.steps, in: db))
    }
    for (name, guide) in written.value.guides {
      session.note("guide to '\(name)':")
      for line in guide.split(separator: "\n", omittingEmptySubsequences: false) {
        session.note("  \(line)")
      }
    }
    return StageMoveReport.make(written, steps: written.value.steps, asked: ids.count)
  }

  /// The stage that the opportunity may go to.
  private func destination(
    _ wanted: PipelineStages.Stage?, _ from: PipelineStages.Stage, _ pipeline: PipelineStages,
    _ opportunity: OpportunityState
  ) throws -> PipelineStages.Stage {
    if let wanted, !wanted.kind.isOpen { throw ending(opportunity, in: wanted) }
    switch direction {
    case .forward:
      guard let next = pipeline.next(after: from) else {
        if let wanted, wanted.index <= from.index { return try earlier(wanted, from, opportunity) }
        throw UserError(
          .no, "\(opportunity.subject) is in the last open stage, '\(from.name)'", code: "E_STAGE",
          hints: ["close it with 'crm opportunity win' or 'crm opportunity lose'"])
      }
      guard let wanted else { return next }
      if wanted.index <= from.index { return try earlier(wanted, from, opportunity) }
      guard wanted == next || pipeline.allowsSkip else {
        let skipped = pipeline.stages[next.index..<wanted.index].map { "'\($0.name)'" }
        throw UserError(
          .no, "\(opportunity.subject) would skip \(skipped.joined(separator: ", "))",
          code: "E_SKIP",
          hints: [
            "the pipeline '\(pipeline.name)' does not allow that; "
              + "crm pipeline edit '\(pipeline.name)' --allow-skip would"
          ])
      }
      return wanted
    case .backward:
      return try destination(backTo: wanted, from, pipeline, opportunity)
    }
  }

  private func destination(
    backTo wanted: PipelineStages.Stage?, _ from: PipelineStages.Stage, _ pipeline: PipelineStages,
    _ opportunity: OpportunityState
  ) throws -> PipelineStages.Stage {
    guard pipeline.allowsBack else {
      throw UserError(
        .no, "\(opportunity.subject) may not go back", code: "E_BACK",
        hints: [
          "the pipeline '\(pipeline.name)' does not allow that; "
            + "crm pipeline edit '\(pipeline.name)' --allow-back would"
        ])
    }
    guard let wanted = wanted ?? pipeline.previous(before: from) else {
      throw UserError(
        .no, "\(opportunity.subject) is in the first stage, '\(from.name)'", code: "E_STAGE")
    }
    guard wanted.index <= from.index else {
      throw UserError(
        .no, "'\(wanted.name)' comes after '\(from.name)', where \(opportunity.subject) is",
        code: "E_STAGE", hints: ["go forward with 'crm stage advance'"])
    }
    return wanted
  }

  /// Going where one already is changes nothing; going back has a verb of its own.
  private func earlier(
    _ wanted: PipelineStages.Stage, _ from: PipelineStages.Stage, _ opportunity: OpportunityState
  ) throws -> PipelineStages.Stage {
    guard wanted.index < from.index else { return from }
    throw UserError(
      .no, "'\(wanted.name)' comes before '\(from.name)', where \(opportunity.subject) is",
      code: "E_STAGE", hints: ["go back with 'crm stage back'"])
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
