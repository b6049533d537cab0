import Store
import Values

/// A pipeline always has a stage for won and one for lost.
enum StageDeletion {
  static func check(_ ids: [Int64], in db: WriteTransaction) throws {
    let row = try db.row(
      """
      SELECT s.name, p.name FROM stage s JOIN pipeline p ON p.id = s.pipeline
      WHERE s.id IN \(ids: ids) AND s.kind IN ('won', 'lost') AND NOT EXISTS (
        SELECT 1 FROM stage o WHERE o.pipeline = s.pipeline AND o.kind = s.kind
          AND o.deleted_at IS NULL AND o.id NOT IN \(ids: ids))
      LIMIT 1
      """, as: String.self, String.self)
    guard let (stage, pipeline) = row else { return }
    throw UserError(
      .no, "'\(stage)' is the only stage of the pipeline '\(pipeline)' that ends it so",
      code: "E_IN_USE", hints: ["a pipeline needs one stage for won and one for lost"])
  }
}
