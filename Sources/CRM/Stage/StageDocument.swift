import Catalogue
import Store
import Tabular
import Values

/// `stage show`: a stage with its checklist, and for an opportunity what of it is done.
package struct StageDocument {
  private let session: Session
  private let db: ReadTransaction

  package init(session: Session, db: ReadTransaction) {
    self.session = session
    self.db = db
  }

  package func document(of stage: Int64, for opportunity: Int64? = nil) throws -> Document {
    let record = try RecordDocument(.stage, session: session, db: db).document(of: stage)
    guard case .object(var entries) = record else { return record }
    let language = session.language
    if let opportunity {
      entries.insert(
        .init(
          "opportunity", label: Noun.opportunity.label[language],
          .text(Noun.opportunity.reference(opportunity))), at: 0)
    }
    entries.append(
      .init(
        "checklist", label: Label("Checklist", "检查清单")[language],
        .list(try Self.checklist(of: stage, for: opportunity, in: db))))
    if let opportunity {
      entries.append(
        .init(
          "unmet", label: Label("Unmet", "未满足条件")[language],
          .list(try unmet(of: opportunity, in: stage).map { .text($0) })))
    }
    return .object(entries)
  }

  /// The items of the stage; for an opportunity with what is checked.
  static func checklist(
    of stage: Int64, for opportunity: Int64? = nil, in db: ReadTransaction
  ) throws -> [Document] {
    try Checklist(of: stage, for: opportunity, in: db).items.map { item in
      var entries: [Document.Entry] = [
        .init("item", .text(item.name)), .init("required", .bool(item.isRequired)),
      ]
      if opportunity != nil {
        entries += [
          .init("checked", .bool(item.check != nil)),
          .init("at", item.check.map { .instant($0.at) } ?? .null),
          .init("by", item.check.map { .text($0.by) } ?? .null),
        ]
      }
      return .object(entries)
    }
  }

  /// What keeps the opportunity from leaving the stage forward.
  func unmet(of opportunity: Int64, in stage: Int64) throws -> [String] {
    guard let state = try OpportunityState.load([opportunity], in: db).first,
      let place = try PipelineStages(of: state.pipeline, in: db)[stage], place.kind.isOpen
    else { return [] }
    var gate = StageGate(session: session, db: db)
    return try gate.unmet([opportunity], at: [place])[opportunity]?.map(\.text) ?? []
  }
}
