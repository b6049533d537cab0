import Catalogue
import Store
import Values

/// The stage that is meant by its name, by an opportunity that stands in it, or by both.
package struct StagePlace {
  package let stage: Int64
  package let opportunity: Int64?

  package init(
    stage: String?, opportunity: String?, session: Session, in db: ReadTransaction
  ) throws {
    guard let opportunity else {
      self.opportunity = nil
      self.stage = try ReferenceResolver(.stage, session: session, in: db).id(for: stage ?? "")
      return
    }
    let id = try ReferenceResolver(.opportunity, session: session, in: db).id(for: opportunity)
    guard let state = try OpportunityState.load([id], in: db).first else {
      throw UserError(.notFound, "no opportunity '\(opportunity)'")
    }
    self.opportunity = id
    self.stage =
      try stage.map {
        try StageNames(session: session, in: db, allowsBareID: true)
          .id(for: $0, in: PipelineStages(of: state.pipeline, in: db))
      } ?? state.stage
  }
}
