import Catalogue
import Store
import Values

/// `opportunity reopen`: takes opportunities out of a closed stage again, for a reason, back to the
/// open stage where they were last, or to one that is named.
package struct OpportunityReopening {
  private let session: Session
  private let target: String?
  private let reason: String

  package init(to target: String?, reason: String, session: Session) throws {
    self.session = session
    self.target = target
    self.reason = TrimmedBytes.trimmed(reason)
    guard !self.reason.isEmpty else {
      throw UserError(
        .usage, "opening a closed opportunity needs a reason", code: "E_REQUIRED",
        hints: ["give it as --reason TEXT"])
    }
  }

  /// Opens all of these opportunities, or none.
  package func run(_ opportunities: RecordSelection) throws -> ChangeReport {
    let actor = try session.actor()
    let written = try session.write { db in
      guard try actor.isAdmin || actor.hasRole("manager", in: db) else {
        throw UserError(
          .denied, "only an admin or a manager opens closed opportunities", code: "not_manager")
      }
      let names = StageNames(session: session, in: db, allowsBareID: true)
      var move = try StageMove(session: session, db: db)
      let ids = try opportunities.ids(of: .opportunity, session: session, in: db)
      var gone: [(stage: String, other: String, opportunities: [String])] = []
      try move.plan(ids, opensAgain: true) { opportunity, _, pipeline in
        guard opportunity.lastMove <= session.now.description else {
          throw UserError(
            .usage,
            "\(opportunity.subject) moved at \(opportunity.lastMove), which is not over yet",
            code: "E_FUTURE")
        }
        guard let target else {
          let (stage, deleted) = try former(of: opportunity, in: pipeline, db)
          guard let deleted else { return stage }
          if let place = gone.firstIndex(where: { $0.stage == deleted && $0.other == stage.name }) {
            gone[place].opportunities.append(opportunity.subject)
          } else {
            gone.append((deleted, stage.name, [opportunity.subject]))
          }
          return stage
        }
        return try open(try names.id(for: target, in: pipeline), in: pipeline)
      }
      try move.write(
        at: session.now,
        set: [("closed_at", "NULL"), ("lost_reason", "NULL"), ("lost_note", "NULL")],
        reason: reason)
      for (stage, other, opportunities) in gone {
        let subject =
          opportunities.count == 1
          ? "\(opportunities[0]) was last, was deleted: it goes"
          : "\(opportunities.count.grouped) opportunities were last, was deleted: they go"
        session.note("the stage '\(stage)', where \(subject) to '\(other)'")
      }
      return (steps: move.steps, asked: ids.count)
    }
    return StageMoveReport.make(
      written, steps: written.value.steps, asked: written.value.asked)
  }

  /// The open stage in which it was last, as far as there is one, else the first; and what the last one was
  /// called when it was deleted.
  private func former(
    of opportunity: OpportunityState, in pipeline: PipelineStages, _ db: ReadTransaction
  ) throws -> (stage: PipelineStages.Stage, deleted: String?) {
    let open: SQL = """
      FROM stage_event e JOIN stage s ON s.id = e.to_stage
      WHERE e.opportunity = \(opportunity.id) AND s.kind = 'open'
      """
    let last = "ORDER BY e.id DESC LIMIT 1" as SQL
    let id: Int64? = try db.value("SELECT e.to_stage \(open) AND s.deleted_at IS NULL \(last)")
    let deleted: String? =
      try db.value(
        "SELECT iif(s.deleted_at IS NULL, NULL, s.name) \(open) \(last)", as: String?.self)
      ?? nil
    return (try id.flatMap { pipeline[$0] } ?? pipeline.first(), deleted)
  }

  private func open(_ id: Int64, in pipeline: PipelineStages) throws -> PipelineStages.Stage {
    guard let stage = pipeline[id], stage.kind.isOpen else {
      let names = pipeline.stages.filter(\.kind.isOpen).map { "'\($0.name)'" }
      throw UserError(
        .usage, "'\(pipeline[id]?.name ?? "")' is no open stage", code: "E_STAGE",
        hints: ["open stages: \(names.joined(separator: ", "))"])
    }
    return stage
  }
}
