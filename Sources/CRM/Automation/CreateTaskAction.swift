import Catalogue
import Conditions
import Store
import Values

/// `create task 'TITLE' due DAY for @owner`: somebody gets something to do about the record.
struct CreateTaskAction: AutomationAction {
  let written: RuleAction
  private let title: String
  private let due: String?
  private let recipient: Recipients
  /// The customer, contact, opportunity and lead of the record `r`, by the fields of a task.
  private let subjects: [(field: String, value: SQL)]

  init(
    _ title: Condition.Value, due: Condition.Value?, for recipient: RuleAction.Recipient?,
    _ scene: ActionScene
  ) throws {
    self.title = TrimmedBytes.trimmed(title.text)
    try scene.placed(title) {
      guard !TrimmedBytes.trimmed(title.text).isEmpty else {
        throw UserError(.usage, "a task needs a title", code: "E_ACTION")
      }
    }
    self.due = due?.text
    if let due {
      try scene.placed(due) {
        _ = try DateWords.day(due.text, today: try scene.session.today())
      }
    }
    self.recipient = try Self.recipient(recipient, of: title, scene)
    subjects = Self.subjects(of: scene.noun)
    written = .create(
      task: title, due: due, assignee: recipient == nil ? nil : self.recipient.written)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    let day = try due.map { try DateWords.day($0, today: try session.today()).value }
    let reader = try FieldReader(.option, session: session, db: db)
    let creator = try RecordCreator(
      .task, in: CreationContext(session: session, db: db, source: .command, reader: reader))
    let draft = creator.draft
    let columns = try subjects.map { try draft.number(of: $0.field) }
    let (titleColumn, dueColumn, assigneeColumn) = (
      try draft.number(of: "title"), try draft.number(of: "due"),
      try draft.number(of: "assignee")
    )
    let values = subjects.map { ", \($0.value)" as SQL }.joined(separator: "")
    // The rows are read before tasks are made, which may be among the records.
    var rows: [[Scalar]] = []
    try db.stream(
      """
      SELECT p."user"\(values)
      FROM (\(recipient.pairs("SELECT value FROM \(ids: ids)"))) p
      JOIN "user" u ON u.id = p."user" JOIN \(identifier: rule.noun.table) r ON r.id = p.record
      WHERE u.active = 1 AND u.deleted_at IS NULL ORDER BY p.record
      """
    ) { row in
      var values: [Scalar] = []
      for column in 0...columns.count { values.append(row.scalar(column)) }
      rows.append(values)
      return true
    }
    for row in rows {
      draft.removeAll()
      draft.set(titleColumn, text: title)
      draft.set(assigneeColumn, scalar: row[0])
      if let day { draft.set(dueColumn, text: day.description) }
      for (column, value) in zip(columns, row.dropFirst()) { draft.set(column, scalar: value) }
      try creator.prepare()
      _ = try creator.insert()
    }
    try creator.finish()
  }

  /// The one who is named, or the owner of the record.
  private static func recipient(
    _ named: RuleAction.Recipient?, of title: Condition.Value, _ scene: ActionScene
  ) throws -> Recipients {
    if let named {
      return try scene.placed(named.name) {
        guard named.kind == .user || named.kind == .field else {
          throw UserError(
            .usage, "a task is for one user", code: "E_ACTION",
            hints: ["\(RuleAction.Verb.create.pattern), or a field: for @created_by"])
        }
        return try Recipients(named, scene)
      }
    }
    guard let owner = scene.noun.ownerField else {
      throw UserError(
        .usage, "a \(scene.noun.name) has no owner whom the task could be for", code: "E_ACTION",
        hints: ["say for whom: for user:LOGIN or for @created_by"]
      ).placed(in: scene.text, at: title.place)
    }
    return try Recipients(.init(kind: .field, name: .init(owner.name)), scene)
  }

  /// A task about a customer, what belongs to one, or a lead.
  private static func subjects(of noun: Noun) -> [(field: String, value: SQL)] {
    [Noun.customer, .contact, .opportunity, .lead].compactMap { target in
      if noun.name == target.name { return (target.name, "r.id") }
      guard noun.field(target.name)?.type == .reference(target.name) else { return nil }
      return (target.name, "r.\(identifier: target.name)")
    }
  }
}
