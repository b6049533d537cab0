import Catalogue
import Store
import Values

/// What opportunities have to fulfil to leave stages forward: required fields that are filled in, and
/// required items of the checklist that are checked.
///
/// The gate of a stage is asked when an opportunity leaves it forward, and of every stage that it
/// skips; that of a stage which closes opportunities when they enter it. Going back asks for nothing.
struct StageGate {
  /// What one opportunity lacks.
  struct Unmet: Sendable {
    var stage: String
    /// What is missing, as messages name it.
    var text: String
    /// The command that mends it.
    var remedy: String
  }

  /// The terms of one stage.
  private struct Terms {
    var stage: PipelineStages.Stage
    var fields: [Field]
    var items: [(id: Int64, name: String)]
    var requiresApproval: Bool
  }

  private let session: Session
  private let db: ReadTransaction
  private var terms: [Int64: Terms] = [:]

  init(session: Session, db: ReadTransaction) {
    self.session = session
    self.db = db
  }

  /// The stages whose gates stand on the way.
  static func passed(
    from: PipelineStages.Stage, to: PipelineStages.Stage, in pipeline: PipelineStages
  ) -> [PipelineStages.Stage] {
    switch to.kind {
    case .lost, .invalid: return [to]
    case .won:
      return pipeline.stages.filter { $0.kind.isOpen && $0.index >= from.index } + [to]
    case .open:
      return pipeline.stages.filter { $0.kind.isOpen && from.index..<to.index ~= $0.index }
    }
  }

  /// What the opportunities lack at these gates, in the order of stages.
  ///
  /// Those that lack nothing are left out. Columns that the move itself fills in count as filled in.
  mutating func unmet(
    _ opportunities: [Int64], at stages: [PipelineStages.Stage], filling filled: Set<String> = []
  ) throws -> [Int64: [Unmet]] {
    var unmet: [Int64: [Unmet]] = [:]
    for stage in stages {
      let terms = try terms(of: stage)
      for field in terms.fields where !filled.contains(field.column) {
        for id in try lacking(StageFields.isEmpty(field), opportunities) {
          unmet[id, default: []].append(
            Unmet(
              stage: stage.name, text: "\(field.name) is empty",
              remedy: "crm opportunity edit \(id) --\(field.optionName) \(field.type.placeholder)"))
        }
      }
      for item in terms.items {
        let isOpen: SQL = """
          NOT EXISTS (SELECT 1 FROM stage_check k
            WHERE k.opportunity = o.id AND k.item = \(item.id))
          """
        for id in try lacking(isOpen, opportunities) {
          unmet[id, default: []].append(
            Unmet(
              stage: stage.name, text: "'\(item.name)' is not checked",
              remedy: "crm stage check \(id) \(Self.operand(item))"))
        }
      }
    }
    return unmet
  }

  /// Those of the stages whose approval nobody has to be asked for, because there is no flow.
  mutating func automaticApprovals(
    _ stages: [PipelineStages.Stage]
  ) throws -> [PipelineStages.Stage] {
    try stages.filter { try terms(of: $0).requiresApproval }
  }

  /// The item as an operand: its name in quotes, unless it has quotes itself.
  private static func operand(_ item: (id: Int64, name: String)) -> String {
    item.name.contains("'") ? Noun.checklistItem.reference(item.id) : "'\(item.name)'"
  }

  private func lacking(_ condition: SQL, _ opportunities: [Int64]) throws -> [Int64] {
    try db.values(
      """
      SELECT o.id FROM opportunity o WHERE o.id IN \(ids: opportunities) AND \(condition)
      ORDER BY o.id
      """)
  }

  private mutating func terms(of stage: PipelineStages.Stage) throws -> Terms {
    if let known = terms[stage.id] { return known }
    let row = try db.row(
      "SELECT required_fields, requires_approval FROM stage WHERE id = \(stage.id)",
      as: String?.self, Bool.self)
    let items = try Checklist(of: stage.id, in: db).items.filter(\.isRequired)
    let found = Terms(
      stage: stage, fields: try StageFields.fields(row?.0, in: session),
      items: items.map { ($0.id, $0.name) }, requiresApproval: row?.1 ?? false)
    terms[stage.id] = found
    return found
  }
}
