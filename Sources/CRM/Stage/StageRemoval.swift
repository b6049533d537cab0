import Store
import Values

/// `stage delete --move-to`: takes stages out of a pipeline in use.
package enum StageRemoval {
  /// Moves the opportunities of the stages into another one, and returns how many that were.
  package static func empty(
    _ stages: [Int64], into destination: String, session: Session, in db: WriteTransaction
  ) throws -> Int {
    var count = 0
    for id in stages {
      let pipeline: Int64? = try db.value("SELECT pipeline FROM stage WHERE id = \(id)")
      guard let pipeline else { throw UserError(.notFound, "no stage/\(id)") }
      let names = StageNames(session: session, in: db, allowsBareID: true)
      let other = try names.id(
        for: destination, in: try PipelineStages(of: pipeline, in: db))
      guard !stages.contains(other) else {
        throw UserError(
          .usage, "the stage '\(destination)' is going to be deleted itself", code: "E_MOVE_TO")
      }
      count += try StageReplacement.replace(id, with: other, session: session, in: db)
    }
    return count
  }
}
