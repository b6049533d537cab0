import Catalogue
import Store
import Values
import YAML

/// Brings the store to what a configuration file says, within one transaction.
///
/// Records are made, changed and deleted by what the single commands use. What names something that
/// the file makes further on is tried again when everything else has been done.
final class ConfigurationRun {
  private let file: ConfigurationFile
  private let session: Session
  private let db: WriteTransaction
  private let nodes: ConfigurationNodes
  private var waiting: [ConfigurationTask] = []
  private var removals: [ConfigurationRemoval] = []
  /// The records that the file has, with what it says about them.
  private var standing: [(noun: Noun, id: Int64, place: UserError.Location)] = []
  private(set) var log = ConfigurationLog()

  init(_ file: ConfigurationFile, session: Session, db: WriteTransaction) throws {
    self.file = file
    self.session = session
    self.db = db
    nodes = try ConfigurationNodes(session: session, db: db)
  }

  func run() throws {
    try ConfigurationSettings(file, session: session, db: db).run(&log)
    for scope in file.scopes { try enter(scope, whole: nil) }
    try settle()
    try ConfigurationRemovals(removals, session: session, db: db).run(&log)
    for (noun, id, place) in standing {
      try place.locating { try NounBehavior.of(noun).completeness(id, db) }
    }
  }

  // MARK: Comparing

  /// Compares the records of a scope with those of the store.
  private func enter(_ content: ConfigurationFile.Scope, whole: (id: Int64, path: String)?) throws {
    let scope = ConfigurationScope(layout: content.layout, group: content.group, whole: whole)
    let present = try ConfigurationRecord.all(scope.layout, where: scope.condition, in: db)
    let byTitle = Dictionary(present.map { ($0.title, $0) }) { first, _ in first }
    let staying = content.entries.filter { $0.replacedBy == nil }
    let matches = try staying.map { try match(of: $0, among: byTitle) }
    let positions = ConfigurationPositions.positions(
      zip(staying, matches).map { entry, record in
        .init(
          rank: rank(of: entry, record, scope.layout), record: record.map { ($0.id, $0.position) })
      })
    for (index, entry) in staying.enumerated() {
      waiting.append(
        ConfigurationTask(
          entry: entry, scope: scope, existing: matches[index]?.id,
          position: scope.layout.position == nil ? nil : positions[index]))
    }
    let kept = Set(matches.compactMap { $0?.id })
    for record in present where !kept.contains(record.id) {
      let entry = content.entries.first { $0.replacedBy != nil && $0.title == record.title }
      removals.append(
        ConfigurationRemoval(
          record: record, scope: scope, replacement: entry?.replacedBy,
          place: file.location(entry?.place ?? content.place)))
    }
  }

  /// What a record is in order with: the values that go before its position.
  private func rank(
    of entry: ConfigurationFile.Entry, _ record: ConfigurationRecord?, _ layout: ConfigurationLayout
  ) -> [Scalar] {
    layout.ranks.map { field in
      if let record { return record.scalar(field) }
      guard let value = entry.values.first(where: { $0.field.name == field.name }),
        case .text(let text) = value.content
      else { return field.defaultValue ?? .null }
      return .text(text)
    }
  }

  private func match(
    of entry: ConfigurationFile.Entry, among present: [String: ConfigurationRecord]
  ) throws -> ConfigurationRecord? {
    guard let old = entry.renamedFrom, let record = present[old] else {
      return present[entry.title]
    }
    guard present[entry.title] == nil else {
      throw UserError(
        .conflict, "there are both '\(old)' and '\(entry.title)'", code: "E_DUPLICATE",
        location: file.location(entry.place),
        hints: ["\(ConfigurationFileReader.renamedFrom) is for a record that had another name"])
    }
    return record
  }

  // MARK: Writing

  private func settle() throws {
    while !waiting.isEmpty {
      let tasks = waiting
      waiting = []
      var failures: [UserError] = []
      for task in tasks {
        let completion: ConfigurationCompletion
        do {
          completion = try ConfigurationCompletion(task, of: file, session: session, db: db)
        } catch let error as UserError {
          waiting.append(task)
          failures.append(error)
          continue
        }
        try file.location(task.entry.place).locating { try write(completion, of: task) }
      }
      if failures.count == tasks.count {
        throw ConfigurationFileReader.together(failures, name: file.name)
      }
    }
  }

  private func write(_ completion: ConfigurationCompletion, of task: ConfigurationTask) throws {
    let id: Int64
    if let creator = completion.creator {
      id = try creator.insert(comparingBy: DuplicateFinder(task.noun, session: session, in: db))
      try creator.finish()
      let record = try record(id, task.scope.layout)
      log.add(
        ConfigurationChange(
          action: .add, reference: task.noun.reference(id), name: task.scope.path(of: record.title),
          after: YAMLPrinter.inline(try nodes.node(of: record)), records: 0), title: record.title)
    } else if let existing = task.existing {
      id = existing
      try change(id, to: completion.draft, task)
    } else {
      throw UserError.bug("neither a new nor an existing record")
    }
    standing.append((task.noun, id, file.location(task.entry.place)))
    let path = task.scope.path(of: task.entry.title)
    for part in task.entry.parts { try enter(part, whole: (id, path)) }
  }

  private func change(_ id: Int64, to draft: RecordDraft, _ task: ConfigurationTask) throws {
    let layout = task.scope.layout
    let before = try record(id, layout)
    let edited = try ([layout.title, layout.position].compactMap { $0 } + layout.fields)
      .filter { try before.differs(from: draft, in: $0) }
    guard !edited.isEmpty else { return }
    let uses = try NounBehavior.of(task.noun).uses([id], task.noun, session, db)
    _ = try RecordEditor(task.noun, session: session, db: db)
      .edit([id], set: edited, as: draft)
    let after = try record(id, layout)
    for field in edited {
      log.add(
        ConfigurationChange(
          action: .change, reference: task.noun.reference(id),
          name: task.scope.path(of: before.title),
          field: field.name, before: try nodes.text(of: field, in: before),
          after: try nodes.text(of: field, in: after), records: uses), title: after.title)
    }
  }

  private func record(_ id: Int64, _ layout: ConfigurationLayout) throws -> ConfigurationRecord {
    guard let record = try ConfigurationRecord.all(layout, where: "r.id = \(id)", in: db).first
    else {
      throw UserError.bug("there is no \(layout.noun.reference(id))")
    }
    return record
  }
}
