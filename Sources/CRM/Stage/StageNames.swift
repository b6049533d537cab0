import Catalogue
import Store
import Values

/// Finds stages by their names, which mean something within a pipeline only.
final class StageNames {
  private let session: Session
  private let db: ReadTransaction
  private let allowsBareID: Bool
  private var resolvers: [Int64: ReferenceResolver] = [:]

  init(session: Session, in db: ReadTransaction, allowsBareID: Bool) {
    self.session = session
    self.db = db
    self.allowsBareID = allowsBareID
  }

  /// The id of the stage that the text names in this pipeline.
  func id(for text: String, in pipeline: PipelineStages) throws -> Int64 {
    let resolver =
      try resolvers[pipeline.pipeline]
      ?? ReferenceResolver(
        .stage, session: session, in: db, allowsBareID: allowsBareID,
        restrictedTo: "pipeline = \(pipeline.pipeline)")
    resolvers[pipeline.pipeline] = resolver
    do {
      return try resolver.id(for: text, field: "stage")
    } catch var error as UserError where error.exit == .notFound {
      error.hints.append("its pipeline is '\(pipeline.name)'; 'crm stage list' shows the stages")
      throw error
    }
  }
}
