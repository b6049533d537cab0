import Catalogue
import Store
import Tabular

/// `pipeline show`: the record and its stages, in order.
package struct PipelineDocument {
  private let session: Session
  private let db: ReadTransaction

  package init(session: Session, db: ReadTransaction) {
    self.session = session
    self.db = db
  }

  package func document(of id: Int64) throws -> Document {
    let record = try RecordDocument(.pipeline, session: session, db: db).document(of: id)
    guard case .object(let entries) = record else { return record }
    let stages = try PipelineStages(of: id, in: db).stages.map(document)
    let version: Int64? = try db.value(
      "SELECT \(PipelineVersions.current(of: "p")) FROM pipeline p WHERE p.id = \(id)")
    return .object(
      entries + [
        .init(
          "version", label: Label("Version", "版本")[session.language],
          version.map { .integer($0) } ?? .null),
        .init("stages", label: Label("Stages", "销售阶段")[session.language], .list(stages)),
      ])
  }

  /// What a stage is, as far as it says anything.
  private func document(_ stage: PipelineStages.Stage) throws -> Document {
    var entries: [Document.Entry] = [
      .init("stage", .text(stage.name)), .init("kind", .text(stage.kind.rawValue)),
      .init("probability", .integer(stage.probability)),
    ]
    if let (forecast, required, days, requiresApproval) = try db.row(
      """
      SELECT forecast_category, required_fields, max_days, requires_approval FROM stage
      WHERE id = \(stage.id)
      """, as: String.self, String?.self, Int64?.self, Bool.self)
    {
      entries.append(.init("forecast_category", .text(forecast)))
      if let required {
        entries.append(
          .init("required_fields", .list(FieldNames.split(required).map { .text($0) })))
      }
      if let days { entries.append(.init("max_days", .integer(days))) }
      if requiresApproval { entries.append(.init("requires_approval", .bool(true))) }
    }
    let checklist = try StageDocument.checklist(of: stage.id, in: db)
    if !checklist.isEmpty { entries.append(.init("checklist", .list(checklist))) }
    return .object(entries)
  }
}
