import Store
import Values

/// The stages of one pipeline, in order: which one is first, which one comes next, how it ends.
package struct PipelineStages: Sendable {
  package struct Stage: Sendable, Hashable {
    package var id: Int64
    package var name: String
    package var kind: StageKind
    /// Percent.
    package var probability: Int64
    /// The place in the pipeline, counted from zero.
    package var index: Int
  }

  package let pipeline: Int64
  package let name: String
  package let allowsSkip: Bool
  package let allowsBack: Bool
  package let stages: [Stage]

  package init(of pipeline: Int64, in db: ReadTransaction) throws {
    let row = try db.row(
      "SELECT name, allow_skip, allow_back FROM pipeline WHERE id = \(pipeline)",
      as: String.self, Bool.self, Bool.self)
    guard let row else { throw UserError(.notFound, "no pipeline/\(pipeline)") }
    self.pipeline = pipeline
    (name, allowsSkip, allowsBack) = row
    stages = try db.rows(
      """
      SELECT id, name, kind, probability FROM stage
      WHERE pipeline = \(pipeline) AND deleted_at IS NULL ORDER BY \(Self.order(of: "stage"))
      """, as: Int64.self, String.self, StageKind.self, Int64.self
    ).enumerated().map { index, row in
      Stage(id: row.0, name: row.1, kind: row.2, probability: row.3, index: index)
    }
  }

  /// Open stages by position, then won, lost and invalid, whatever their positions.
  package static func order(of alias: String) -> SQL {
    let stage: SQL = "\(identifier: alias)"
    return """
      CASE \(stage).kind WHEN 'open' THEN 0 WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END,
      \(stage).position, \(stage).id
      """
  }

  /// The pipeline that is meant when none is named: the first by position.
  package static func defaultPipeline(in db: ReadTransaction) throws -> Int64 {
    let id: Int64? = try db.value(
      "SELECT id FROM pipeline WHERE deleted_at IS NULL ORDER BY position, id LIMIT 1")
    guard let id else {
      throw UserError(
        .configuration, "the store has no pipeline",
        hints: ["crm pipeline add Sales --stage Interest:10 --stage Quote:60 makes one"])
    }
    return id
  }

  /// Throws unless opportunities can begin in the pipeline, be won and be lost.
  @Sendable
  static func requireWhole(_ pipeline: Int64, in db: ReadTransaction) throws {
    let stages = try PipelineStages(of: pipeline, in: db)
    _ = try stages.first()
    for kind in [StageKind.won, .lost] { _ = try stages.ending(kind) }
  }

  package subscript(id: Int64) -> Stage? { stages.first { $0.id == id } }

  /// Where opportunities begin.
  package func first() throws -> Stage {
    guard let stage = stages.first(where: \.kind.isOpen) else {
      throw UserError(
        .configuration, "the pipeline '\(name)' has no open stage",
        hints: ["crm stage add --pipeline '\(name)' NAME --probability 10 adds one"])
    }
    return stage
  }

  /// The open stage after this one; nil for the last.
  package func next(after stage: Stage) -> Stage? {
    stages.first { $0.kind.isOpen && $0.index > stage.index }
  }

  /// The open stage before this one; nil for the first.
  package func previous(before stage: Stage) -> Stage? {
    stages.last { $0.kind.isOpen && $0.index < stage.index }
  }

  /// The stage in which an opportunity ends in this way.
  package func ending(_ kind: StageKind) throws -> Stage {
    guard let stage = stages.first(where: { $0.kind == kind }) else {
      throw UserError(
        .configuration, "the pipeline '\(name)' has no stage of kind \(kind.rawValue)",
        hints: ["crm stage add --pipeline '\(name)' NAME --kind \(kind.rawValue) adds one"])
    }
    return stage
  }
}
