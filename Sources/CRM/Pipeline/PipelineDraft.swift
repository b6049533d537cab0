import Catalogue
import Store
import Values

/// `pipeline add`: a pipeline with all its stages, as one operation.
package struct PipelineDraft: Sendable {
  package var name: String
  /// The open stages, in order.
  package var stages: [(name: String, probability: Int64)]
  package var won: String?
  package var lost: String?
  /// A pipeline may do without it.
  package var invalid: String?
  /// Further fields of the pipeline, as they were written.
  package var fields: [(field: Field, text: String)] = []

  package init(
    name: String, stages: [(name: String, probability: Int64)], won: String? = nil,
    lost: String? = nil, invalid: String? = nil
  ) {
    self.name = name
    self.stages = stages
    self.won = won
    self.lost = lost
    self.invalid = invalid
  }

  /// Reads `NAME:PROBABILITY`; the last colon separates, so that a name may contain others.
  package static func stage(_ text: String) throws -> (name: String, probability: Int64) {
    guard let colon = text.lastIndex(where: { $0 == ":" || $0 == "：" }),
      let probability = Int64(text[text.index(after: colon)...]), 0...100 ~= probability,
      case let name = TrimmedBytes.trimmed(String(text[..<colon])), !name.isEmpty
    else {
      throw UserError(
        .usage, "'\(text)' is not a stage with its probability", code: "E_STAGE",
        hints: ["write NAME:PERCENT, such as Quote:60"])
    }
    return (name, probability)
  }

  package func add(session: Session) throws -> ChangeReport {
    guard !stages.isEmpty else {
      throw UserError(
        .usage, "a pipeline needs at least one open stage", code: "E_REQUIRED",
        hints: ["--stage NAME:PERCENT gives one; repeat it in order"])
    }
    if let twice = Dictionary(grouping: stages, by: \.name).first(where: { $0.value.count > 1 }) {
      throw UserError(.usage, "the stage '\(twice.key)' is named twice", code: "E_STAGE")
    }
    let written = try session.write { db in
      let reader = try FieldReader(.option, session: session, db: db)
      let context = try CreationContext(session: session, db: db, source: .command, reader: reader)
      let pipeline = try addPipeline(in: db, session: session)
      try addStages(of: pipeline, in: context)
      return pipeline
    }
    let count = stages.count
    return ChangeReport(
      "added pipeline/\(written.value) '\(name)' with \(count) open stage\(count == 1 ? "" : "s")",
      written, records: [.init(Noun.pipeline.reference(written.value), title: name)])
  }

  private func addPipeline(in db: WriteTransaction, session: Session) throws -> Int64 {
    let title = Noun.pipeline.field("name").map { (field: $0, text: name) }
    return try RecordAddition(.pipeline, session: session, db: db)
      .add([title].compactMap { $0 } + fields).id
  }

  /// Open stages in order, then the ways to end.
  private func addStages(of pipeline: Int64, in context: CreationContext) throws {
    let isChinese = context.session.language == .chinese
    var all = stages.map { (name: $0.name, kind: StageKind.open, probability: $0.probability) }
    all.append((won ?? (isChinese ? "赢单" : "Won"), .won, 100))
    all.append((lost ?? (isChinese ? "输单" : "Lost"), .lost, 0))
    if let invalid { all.append((invalid, .invalid, 0)) }
    let creator = try RecordCreator(.stage, in: context)
    let finder = try DuplicateFinder(creator.noun, session: context.session, in: context.db)
    let draft = creator.draft
    for (index, stage) in all.enumerated() {
      draft.removeAll()
      draft.set(try draft.number(of: "pipeline"), integer: pipeline)
      draft.set(try draft.number(of: "name"), text: stage.name)
      draft.set(try draft.number(of: "kind"), text: stage.kind.rawValue)
      draft.set(try draft.number(of: "probability"), integer: stage.probability)
      draft.set(try draft.number(of: "position"), integer: Int64(index + 1) * 10)
      _ = try creator.create(finder: finder)
    }
    try creator.finish()
  }
}
