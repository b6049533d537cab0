import Catalogue
import Store
import Values
import YAML

/// Takes the records out of the store that a configuration file does not have.
///
/// What others have as a value needs a replacement; what others have that go, too, waits for them.
struct ConfigurationRemovals {
  private let removals: [ConfigurationRemoval]
  private let session: Session
  private let db: WriteTransaction
  private let nodes: ConfigurationNodes

  init(_ removals: [ConfigurationRemoval], session: Session, db: WriteTransaction) throws {
    self.removals = removals
    self.session = session
    self.db = db
    nodes = try ConfigurationNodes(session: session, db: db)
  }

  func run(_ log: inout ConfigurationLog) throws {
    var rest: [(removal: ConfigurationRemoval, replaced: Int)] = []
    for removal in removals.reversed() {
      rest.append((removal, try removal.place.locating { try replace(removal) }))
    }
    while !rest.isEmpty {
      var kept: [(removal: ConfigurationRemoval, replaced: Int)] = []
      var failure: UserError?
      for (removal, replaced) in rest {
        do {
          try removal.place.locating { try delete(removal, replaced: replaced, &log) }
        } catch let error as UserError where error.code == "E_IN_USE" {
          failure = try failure ?? explained(error, removal)
          kept.append((removal, replaced))
        }
      }
      if let failure, kept.count == rest.count { throw failure }
      rest = kept
    }
  }

  /// Gives the replacement to the records that have this one; returns how many there are.
  private func replace(_ removal: ConfigurationRemoval) throws -> Int {
    guard let title = removal.replacement else { return 0 }
    let scope = removal.scope
    guard let replace = try NounBehavior.of(scope.layout.noun).replacing else {
      throw UserError(
        .usage, "a \(scope.layout.noun.name) cannot be replaced", code: "E_REPLACEMENT",
        hints: ["give what refers to it another \(scope.layout.noun.name) first"])
    }
    let present = try ConfigurationRecord.all(scope.layout, where: scope.condition, in: db)
    guard let other = present.first(where: { $0.title == title }) else {
      throw UserError.bug("there is no '\(title)'")
    }
    return try replace(removal.record.id, other.id, session, db)
  }

  private func delete(
    _ removal: ConfigurationRemoval, replaced: Int, _ log: inout ConfigurationLog
  ) throws {
    let noun = removal.scope.layout.noun
    let record = removal.record
    let before = YAMLPrinter.inline(try nodes.node(of: record))
    let parts = try RecordPresence(noun, session: session, db: db).delete([record.id])
    log.add(
      ConfigurationChange(
        action: .remove, reference: noun.reference(record.id),
        name: removal.scope.path(of: record.title),
        field: removal.replacement == nil ? nil : ConfigurationFileReader.replacedBy,
        before: before, after: removal.replacement, records: parts + replaced), title: record.title)
  }

  /// Says how the file can give another record to those that have this one.
  private func explained(_ error: UserError, _ removal: ConfigurationRemoval) throws -> UserError {
    let layout = removal.scope.layout
    guard try NounBehavior.of(layout.noun).replacing != nil, removal.replacement == nil else {
      return error
    }
    var error = error
    error.hints = [
      "'- {\(layout.title.name): \(removal.record.title), "
        + "\(ConfigurationFileReader.replacedBy): OTHER}' gives them another"
    ]
    return error
  }
}

extension UserError.Location {
  /// Runs the body; its errors are errors of this place.
  func locating<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as UserError {
      throw error.located(at: self)
    }
  }
}
