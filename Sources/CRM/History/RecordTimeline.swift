import Catalogue
import Store
import Tabular
import Values

/// Everything that happened to one record, oldest first: creation, changes of fields, changes of
/// hands, stage moves and follow-ups.
package struct RecordTimeline {
  private let noun: Noun
  private let id: Int64
  private let session: Session

  package init(_ noun: Noun, id: Int64, session: Session) {
    self.noun = noun
    self.id = id
    self.session = session
  }

  package func feed() throws -> RowFeed {
    let chinese = session.language == .chinese
    let columns = [
      Column("at", label: chinese ? "时间" : "At", kind: .instant),
      Column("operation", label: chinese ? "操作" : "Operation", kind: .integer),
      Column("actor", label: chinese ? "操作人" : "Actor", kind: .text),
      Column("event", label: chinese ? "事件" : "Event", kind: .text),
      Column("field", label: chinese ? "字段" : "Field", kind: .text),
      Column("before", label: chinese ? "之前" : "Before", kind: .text),
      Column("after", label: chinese ? "之后" : "After", kind: .text),
    ]
    let parts = try [creation, changes, mergers] + links + events
    let query: SQL = """
      SELECT at, operation, actor, event, field, before, after FROM (
        \(parts.joined(separator: " UNION ALL ")))
      ORDER BY at, operation IS NULL, operation, place
      """
    return RowFeed(columns: columns, query: query)
  }

  private var creation: SQL {
    """
    SELECT o.at, o.id AS operation, u.login AS actor, 'created' AS event, NULL AS field,
      NULL AS before, \(firstHolder) AS after, 0 AS place
    FROM creation c JOIN operation o ON o.id = c.operation LEFT JOIN "user" u ON u.id = o.actor
    WHERE c."table" = \(noun.table) AND \(id) BETWEEN c.first AND c.last
    """
  }

  /// Who or what had a customer or lead from the beginning.
  private var firstHolder: SQL {
    guard let holding = PoolHolding(of: noun) else { return "NULL" }
    return """
      (SELECT coalesce(fu.login, fp.name) FROM (\(Tenure.first(of: id, in: holding))) f
        LEFT JOIN "user" fu ON fu.id = f.user LEFT JOIN pool fp ON fp.id = f.pool)
      """
  }

  /// Field changes, values as lists show them: references by the names of their records, money as decimals.
  ///
  /// Those of one row of the journal stand together: no event has a number between theirs.
  private var changes: SQL {
    get throws {
      """
      SELECT o.at, o.id, u.login, iif(o.undoes IS NULL, ifnull(c.cause, 'changed'), 'undone'),
        \(CustomFields.name(ofColumn: "c.field")),
        \(try shown("c.before")), \(try shown("c.after")), c.id + (c.place - 5) / 10.0
      FROM field_change c JOIN operation o ON o.id = c.operation LEFT JOIN "user" u ON u.id = o.actor
      WHERE c."table" = \(noun.table) AND c.record = \(id) AND NOT \(isStatusMove)
        AND NOT EXISTS (SELECT 1 FROM \(identifier: noun.table) r WHERE r.id = \(id)
          AND \(try session.actor().sight.hides(column: "c.field", of: noun, alias: "r")))
        AND c.field NOT IN ('updated_at', 'held_since') AND c.field NOT LIKE '%\\_key' ESCAPE '\\'
      """
    }
  }

  /// Whether the change `c` is told by a move between follow states.
  private var isStatusMove: SQL {
    guard noun.name == Noun.customer.name else { return "0" }
    return """
      (c.field = 'status' AND EXISTS (SELECT 1 FROM creation n
        JOIN status_event e ON e.id BETWEEN n.first AND n.last
        WHERE n.operation = c.operation AND n."table" = 'status_event' AND e.customer = \(id)))
      """
  }

  private func shown(_ value: SQL) throws -> SQL {
    var cases: SQL = "CASE c.field"
    let digits = try session.settings().currency.minorDigits
    for field in try session.noun(noun).fields {
      switch field.type {
      case .money: cases += " WHEN \(field.column) THEN \(DecimalSQL.text(value, digits: digits))"
      case .decimal(let scale):
        cases += " WHEN \(field.column) THEN \(DecimalSQL.text(value, digits: scale))"
      case .bool:
        cases +=
          " WHEN \(field.column) THEN iif(\(value), 'true', iif(\(value) = 0, 'false', NULL))"
      case .reference(let name):
        guard let target = try session.catalogue.noun(name) else { continue }
        cases += """
           WHEN \(field.column) THEN (SELECT x.\(identifier: RecordColumn.display(of: target))
            FROM \(identifier: target.table) x WHERE x.id = \(value))
          """
      default: continue
      }
    }
    cases += " WHEN '' THEN NULL ELSE CAST(\(value) AS TEXT) END"
    return cases
  }

  /// Records that were added to N:M fields and taken from them, since the record was made.
  private var links: [SQL] {
    get throws { try session.noun(noun).fields.flatMap { try links(of: $0, session.catalogue) } }
  }

  private func links(of field: Field, _ catalogue: Catalogue) throws -> [SQL] {
    guard case .references(let name, let link) = field.type,
      let target = catalogue.noun(name)
    else { return [] }
    func event(_ operation: SQL, _ before: SQL, _ after: SQL) -> SQL {
      """
      SELECT o.at, o.id, u.login, iif(o.undoes IS NULL, 'changed', 'undone'), \(field.name),
        \(before), \(after), l.id
      FROM \(operation)
      JOIN \(identifier: target.table) x ON x.id = l.target LEFT JOIN "user" u ON u.id = o.actor
      """
    }
    let title: SQL = "x.\(identifier: RecordColumn.display(of: target))"
    // Only operations that removed something are looked through.
    let removed: SQL = """
      SELECT record AS id, operation, content ->> \("$." + link.target) AS target FROM removal
      WHERE operation IN (SELECT id FROM operation WHERE removed > 0)
        AND "table" = \(link.table) AND content ->> \("$." + link.owner) = \(id)
      """
    let present: SQL = """
      SELECT id, \(identifier: link.target) AS target FROM \(identifier: link.table)
      WHERE \(identifier: link.owner) = \(id)
      """
    let made: SQL = """
      (SELECT id, target FROM (\(removed)) UNION \(present)) l
      JOIN creation c ON c."table" = \(link.table) AND l.id BETWEEN c.first AND c.last
        AND c.operation NOT IN (SELECT n.operation FROM creation n
          WHERE n."table" = \(noun.table) AND \(id) BETWEEN n.first AND n.last)
      JOIN operation o ON o.id = c.operation
      """
    return [
      event(made, "NULL", title),
      event("(\(removed)) l JOIN operation o ON o.id = l.operation", title, "NULL"),
    ]
  }

  /// Records that were merged into this one, and the one that this was merged into.
  private var mergers: SQL {
    """
    SELECT o.at, o.id, u.login, 'merged', NULL, \(noun.name) || '/' || x.id || ' ' || x.title,
      \(noun.name) || '/' || m.survivor, m.id
    FROM merged_record m JOIN (SELECT id, \(identifier: noun.titleField) AS title
      FROM \(identifier: noun.table)) x ON x.id = m.record
    JOIN creation c ON c."table" = 'merged_record' AND m.id BETWEEN c.first AND c.last
    JOIN operation o ON o.id = c.operation LEFT JOIN "user" u ON u.id = o.actor
    WHERE m.noun = \(noun.name) AND (m.record = \(id) OR m.survivor = \(id))
    """
  }

  /// Customers that were said to be others although they are equal, with the reason.
  private var exceptions: SQL {
    """
    SELECT e.at, c.operation, b.login, 'duplicate', e.reason, e.rule,
      'customer/' || x.id || ' ' || x.name, e.id
    FROM duplicate_exception e
    JOIN customer x ON x.id = iif(e.customer = \(id), e.other, e.customer)
    LEFT JOIN "user" b ON b.id = e."by"
    LEFT JOIN creation c ON c."table" = 'duplicate_exception' AND e.id BETWEEN c.first AND c.last
    WHERE e.customer = \(id) OR e.other = \(id)
    """
  }

  private var events: [SQL] {
    switch noun.name {
    case Noun.customer.name:
      [ownership(.customers), statusMoves, exceptions, followUps("customer")]
    case Noun.opportunity.name: [stageMoves, followUps("opportunity")]
    case Noun.contact.name: [followUps("contact")]
    case Noun.lead.name: [ownership(.leads), followUps("lead")]
    case Noun.ticket.name: [TicketEvents.notes(of: id)]
    default: []
    }
  }

  private func ownership(_ holding: PoolHolding) -> SQL {
    """
    SELECT e.at, \(operation(of: holding.events)), b.login, e.kind, iif(e.undone_by IS NULL, e.reason, 'undone'),
      ifnull(fu.login, fp.name), ifnull(tu.login, tp.name), e.id
    FROM \(identifier: holding.events) e LEFT JOIN "user" b ON b.id = e."by"
    LEFT JOIN "user" fu ON fu.id = e.from_user LEFT JOIN pool fp ON fp.id = e.from_pool
    LEFT JOIN "user" tu ON tu.id = e.to_user LEFT JOIN pool tp ON tp.id = e.to_pool
    WHERE e.\(identifier: holding.column) = \(id)
    """
  }

  /// The operation that made the event `e`: of ranges, which do not overlap, the last that begins no later.
  private func operation(of events: String) -> SQL {
    """
    (SELECT iif(e.id <= c.last, c.operation, NULL) FROM creation c
      WHERE c."table" = \(events) AND c.first <= e.id ORDER BY c.first DESC LIMIT 1)
    """
  }

  /// Moves between follow states, with the reason of an opening.
  private var statusMoves: SQL {
    """
    SELECT e.at, \(operation(of: "status_event")), b.login, 'status', e.reason, e.from_status, e.to_status, e.id
    FROM status_event e LEFT JOIN "user" b ON b.id = e."by"
    WHERE e.customer = \(id)
    """
  }

  private var stageMoves: SQL {
    """
    SELECT e.at, \(operation(of: "stage_event")), b.login, 'stage', e.reason, f.name, t.name, e.id
    FROM stage_event e LEFT JOIN "user" b ON b.id = e."by"
    LEFT JOIN stage f ON f.id = e.from_stage JOIN stage t ON t.id = e.to_stage
    WHERE e.opportunity = \(id)
    """
  }

  private func followUps(_ column: String) -> SQL {
    """
    SELECT a.at, NULL, u.login, 'follow-up', a.method, NULL, a.note, a.id
    FROM activity a LEFT JOIN "user" u ON u.id = a.created_by
    WHERE a.\(identifier: column) = \(id) AND a.deleted_at IS NULL
    """
  }
}
