import Catalogue
import Store
import Values

/// `stage check`: ticks items of an opportunity's checklists, and takes ticks back.
package struct StageChecking {
  package struct Result: Sendable {
    package var opportunity: Int64
    package var title: String
    /// The names of the items that changed.
    package var items: [String]
    /// The required items of the present stage that are still open.
    package var open: [String]
  }

  private let session: Session
  private let isUndo: Bool

  package init(_ session: Session, undo isUndo: Bool = false) {
    self.session = session
    self.isUndo = isUndo
  }

  /// Items are found by name: in the present stage first, else in the other stages of the pipeline.
  package func check(_ items: [String], of opportunity: String) throws -> Written<Result> {
    try session.write { db in
      let id = try ReferenceResolver(.opportunity, session: session, in: db).id(for: opportunity)
      guard let state = try OpportunityState.load([id], in: db).first else {
        throw UserError(.notFound, "no opportunity '\(opportunity)'")
      }
      let pipeline = try PipelineStages(of: state.pipeline, in: db)
      guard let stage = pipeline[state.stage], stage.kind.isOpen else {
        throw UserError(
          .no, "\(state.subject) is closed: its checklists are as they are", code: "E_CLOSED_STAGE",
          hints: ["'crm opportunity reopen \(id) --reason TEXT' opens it again"])
      }
      var found: [(id: Int64, name: String)] = []
      for text in items {
        let item = try find(text, of: stage, in: pipeline, db)
        if !found.contains(where: { $0.id == item.id }) { found.append(item) }
      }
      let changed = try write(found, of: id, in: db)
      let open = try Checklist(of: stage.id, for: id, in: db).items
        .filter { $0.isRequired && $0.check == nil }
      return Result(
        opportunity: id, title: state.name, items: changed, open: open.map(\.name))
    }
  }

  /// Ticks or unticks those that are not so yet, and returns their names.
  private func write(
    _ items: [(id: Int64, name: String)], of opportunity: Int64, in db: WriteTransaction
  ) throws -> [String] {
    let checked = Set<Int64>(
      try db.values(
        """
        SELECT item FROM stage_check
        WHERE opportunity = \(opportunity) AND item IN \(ids: items.map(\.id))
        """))
    let changing = items.filter { checked.contains($0.id) == isUndo }
    guard !changing.isEmpty else { return [] }
    let ids = changing.map(\.id)
    if isUndo {
      try db.remove(
        "stage_check", where: "opportunity = \(opportunity) AND item IN \(ids: ids)")
    } else {
      try db.insert(
        "stage_check", columns: ["opportunity", "item", "at", "by"],
        select: """
          SELECT \(opportunity), value, \(session.now), \(try session.actor().id) FROM \(ids: ids)
          """)
    }
    return changing.map(\.name)
  }

  // MARK: Finding

  private func find(
    _ text: String, of stage: PipelineStages.Stage, in pipeline: PipelineStages,
    _ db: ReadTransaction
  ) throws -> (id: Int64, name: String) {
    func resolver(_ stages: [Int64]) throws -> ReferenceResolver {
      try ReferenceResolver(
        .checklistItem, session: session, in: db, restrictedTo: "r.stage IN \(ids: stages)")
    }
    let id: Int64
    do {
      id = try resolver([stage.id]).id(for: text)
    } catch let error as UserError where error.exit == .notFound {
      do {
        id = try resolver(pipeline.stages.map(\.id)).id(for: text)
      } catch let error as UserError where error.exit == .notFound {
        throw try unknown(error, in: stage, db)
      }
    }
    let name: String? = try db.value("SELECT name FROM checklist_item WHERE id = \(id)")
    return (id, name ?? text)
  }

  private func unknown(
    _ error: UserError, in stage: PipelineStages.Stage, _ db: ReadTransaction
  ) throws -> UserError {
    let names = try Checklist(of: stage.id, in: db).items.map { "'\($0.name)'" }
    var error = error
    error.hints.append(
      names.isEmpty
        ? "the stage '\(stage.name)' has no checklist; "
          + "'crm stage item add NAME --stage \(stage.id)' adds an item"
        : "the checklist of '\(stage.name)': \(names.joined(separator: ", "))")
    return error
  }
}
