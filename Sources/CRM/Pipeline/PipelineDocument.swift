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
    let stages = try PipelineStages(of: id, in: db).stages.map { stage in
      Document.object([
        .init("stage", .text(stage.name)), .init("kind", .text(stage.kind.rawValue)),
        .init("probability", .integer(stage.probability)),
      ])
    }
    return .object(
      entries + [
        .init("stages", label: Label("Stages", "销售阶段")[session.language], .list(stages))
      ])
  }
}
