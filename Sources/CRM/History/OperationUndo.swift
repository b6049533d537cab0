import Catalogue
import Store
import Values

/// `undo` and `redo`: which operation is meant, whether the actor may, and the inverse.
package struct OperationUndo {
  package struct Result {
    package var operation: Int64
    package var command: String
    package var kept: [Undo.Conflict]
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Event tables that undo marks instead of emptying: an undone claim still counts for the day, and
  /// what people and programs were told cannot be made unsaid.
  static let retained =
    PoolHolding.allCases.map { holding in
      RetainedTable(
        holding.events, marker: "undone_by",
        subject: .init(table: holding.table, column: holding.column),
        references: [
          ("from_user", "user"), ("to_user", "user"), ("by", "user"), ("from_pool", "pool"),
          ("to_pool", "pool"), ("rule", "recycle_rule"),
        ])
    } + [
      RetainedTable(
        Noun.notification.table, marker: "undone_by", references: [("user", Noun.user.table)]),
      RetainedTable(HookOutbox.table, marker: "undone_by"),
    ]

  /// Takes back the operation, or the actor's own last one that still stands.
  package func undo(_ operation: Int64?, isPartial: Bool) throws -> Written<Result> {
    try inverse(
      of: try operation
        ?? own(
          "undoes IS NULL",
          otherwise: "you have no operation that could be undone"), isPartial: isPartial)
  }

  /// Takes back an undo, by default the actor's last one.
  package func redo(_ operation: Int64?, isPartial: Bool) throws -> Written<Result> {
    try inverse(
      of: try operation
        ?? own(
          "undoes IN (SELECT id FROM operation WHERE undoes IS NULL)",
          otherwise: "you have no undo that could be redone"), isPartial: isPartial)
  }

  private func own(_ predicate: SQL, otherwise message: String) throws -> Int64 {
    let actor = try session.actor().id
    let found: Int64? = try session.read { db in
      try db.value(
        """
        SELECT id FROM operation
        WHERE actor = \(actor) AND undone_by IS NULL AND \(predicate) ORDER BY id DESC LIMIT 1
        """)
    }
    guard let found else { throw UserError(.no, message) }
    return found
  }

  private func inverse(of operation: Int64, isPartial: Bool) throws -> Written<Result> {
    try session.write(undoes: operation) { db in
      guard
        let row = try db.row(
          "SELECT actor, undone_by, command FROM operation WHERE id = \(operation)",
          as: Int64?.self, Int64?.self, String.self)
      else {
        throw UserError(
          .notFound, "no operation '\(operation)'", hints: ["'crm op log' lists the operations"])
      }
      let (author, undoneBy, command) = row
      if let undoneBy {
        throw UserError(
          .conflict, "operation \(operation) was already undone by operation \(undoneBy)",
          hints: ["'crm redo \(undoneBy)' brings it back"])
      }
      guard
        try !db.exists(
          "SELECT 1 FROM creation WHERE operation = \(operation) AND \"table\" = 'setting'")
      else {
        throw UserError(
          .no, "operation \(operation) made the store and cannot be undone", code: "E_FIRST")
      }
      let actor = try session.actor()
      guard author == actor.id || actor.isAdmin else {
        throw UserError(
          .denied, "operation \(operation) is another user's; only an admin may undo it")
      }
      let kept = try Undo(
        operation, in: db, retaining: Self.retained, derivations: PhoneNumberDerivation.all
      ).run(isPartial: isPartial)
      guard kept.isEmpty || isPartial else { throw conflict(operation, kept) }
      try checkRules(touchedBy: operation, in: db)
      try refuseDangling(after: operation, in: db)
      return Result(operation: operation, command: command, kept: kept)
    }
  }

  /// What was right when the operation was done need not go with what came since.
  private func checkRules(touchedBy operation: Int64, in db: WriteTransaction) throws {
    let tables =
      ["dictionary_entry", Noun.tag.table] + TagGroups.carriers.map(\.link.table)
    guard
      try db.exists(
        """
        SELECT 1 FROM operation o JOIN change c ON c.id >= o.first_change AND c.id < o.last_change
        WHERE o.id = \(operation) AND +c."table" IN \(list: tables)
        UNION ALL
        SELECT 1 FROM creation WHERE operation = \(operation) AND "table" IN \(list: tables)
        UNION ALL
        SELECT 1 FROM removal WHERE operation = \(operation) AND "table" IN \(list: tables)
        """)
    else { return }
    do {
      try FollowStates.check(in: db)
      try TagGroups.check(where: "1", in: db)
    } catch var error as UserError where error.exit == .no {
      error.exit = .conflict
      throw error
    }
  }

  /// What comes back must not stand in a pool, stage or team that was deleted meanwhile, nor belong to a user who was,
  /// nor carry a tag; a link that comes back is looked at from its record.
  private func refuseDangling(after operation: Int64, in db: WriteTransaction) throws {
    for noun in try session.catalogue.nouns {
      var records: [SQL] = []
      if db.hasTouched(noun.table) {
        records = [
          """
          SELECT c.record FROM change c WHERE c.id >= \(db.firstChange) AND +c."table" = \(noun.table)
          """, Self.removed(from: noun.table, by: operation),
        ]
      }
      for case .references(_, let link) in noun.fields.map(\.type) where db.hasTouched(link.table) {
        records.append(
          """
          SELECT l.\(identifier: link.owner) FROM \(identifier: link.table) l
          WHERE l.id IN (\(Self.removed(from: link.table, by: operation)))
          """)
      }
      guard !records.isEmpty else { continue }
      try RecordPresence(noun, session: session, db: db)
        .refuseDangling(where: "p.id IN (\(records.joined(separator: " UNION ")))")
    }
  }

  private static func removed(from table: String, by operation: Int64) -> SQL {
    """
    SELECT c.record FROM operation o CROSS JOIN removal c ON c.operation = o.id
    WHERE o.id = \(operation) AND c."table" = \(table)
    """
  }

  private func conflict(_ operation: Int64, _ conflicts: [Undo.Conflict]) -> UserError {
    let shown = conflicts.prefix(10).map { "\($0.table)/\($0.record): \($0.reason)" }
    let more = conflicts.count > shown.count ? ["and more"] : []
    return UserError(
      .conflict, "operation \(operation) cannot be undone whole: records changed since",
      code: "E_CHANGED_SINCE", hints: shown + more + ["--partial undoes the rest"],
      details: shown.map { UserError.Detail("conflict", $0) })
  }
}
