import Catalogue
import Store
import Values

/// Records that the rows of a file bring along for other records: the contact in a customer list.
final class CompanionRecords {
  private let creator: RecordCreator
  private let db: WriteTransaction
  private let link: Int
  private let title: Int
  private let titleKey: String
  private let externalID: Int
  private let finder: DuplicateFinder
  private(set) var count = 0

  var noun: Noun { creator.noun }

  var draft: RecordDraft { creator.draft }

  /// `owner` is the noun that the companions belong to.
  init(_ noun: Noun, of owner: Noun, in context: CreationContext) throws {
    creator = try RecordCreator(noun, in: context)
    db = context.db
    guard let link = noun.fields.first(where: { $0.type == .reference(owner.name) }),
      let title = noun.field(noun.titleField), let key = title.keyColumn
    else { throw UserError.bug("\(noun.name) does not belong to a \(owner.name)") }
    self.link = try creator.draft.number(of: link.column)
    self.title = try creator.draft.number(of: title.column)
    titleKey = key
    externalID = try creator.draft.number(of: "external_id")
    finder = try DuplicateFinder(creator.noun, session: context.session, in: db)
  }

  /// Refuses a companion that has values but no name.
  func check(hasValues: Bool) throws {
    guard hasValues, !draft.hasValue(title) else { return }
    throw UserError(
      .usage, "the \(creator.noun.name) of this row has no name", code: "E_CONTACT",
      hints: ["fill the name in, or empty the other columns of the \(creator.noun.name)"])
  }

  /// Refuses a companion to be whose external id another record has; `record` is the one that it
  /// will belong to, when that exists.
  func refuseDuplicate(at record: Int64?) throws {
    guard draft.hasValue(title), draft.hasValue(externalID),
      try record.map({ try !exists(at: $0) }) ?? true,
      let other = try finder.collisions(of: draft).first(where: { !$0.isDeleted })
    else { return }
    throw UserError(
      .duplicate,
      "the \(creator.noun.name) is a duplicate by \(other.rule.name) of "
        + (try finder.describe(other)), code: "E_DUPLICATE")
  }

  /// Creates the companion unless the record has one of that name; returns the new one's id.
  func create(for record: Int64, isNew: Bool) throws -> Int64? {
    guard draft.hasValue(title) else { return nil }
    if !isNew, try exists(at: record) { return nil }
    draft.set(link, integer: record)
    try creator.prepare()
    let id = try creator.insert()
    count += 1
    return id
  }

  /// The keys of the draft's telephone numbers, separated by spaces.
  var phoneKeys: String {
    get throws { draft.string(try draft.number(of: DedupeRule.phoneColumn)) ?? "" }
  }

  /// Whether the record has a companion of the draft's name.
  func exists(at record: Int64) throws -> Bool {
    let key = draft.scalar(try draft.number(of: titleKey))
    return try db.exists(
      """
      SELECT 1 FROM \(identifier: creator.noun.table)
      WHERE \(identifier: draft.columns[link]) = \(record) AND \(identifier: titleKey) = \(key)
        AND deleted_at IS NULL
      """)
  }

  var hasRecord: Bool { draft.hasValue(title) }

  func finish() throws { try creator.finish() }
}
