import Catalogue
import Store
import Tabular
import Values

/// Checks the whole store: the database file, foreign keys, and every invariant.
package struct IntegrityCheck {
  /// One check and the records that fail it.
  package struct Finding: Sendable {
    package var check: String
    package var count: Int
    package var sample: [String]
    /// What to do about it, when it is nothing but a matter of order: no data is wrong or lost.
    package var remedy: String?

    /// Whether something is wrong.
    package var isProblem: Bool { count > 0 && remedy == nil }
  }

  private static let sampleSize = 5
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// All checks, in order, clean ones with a count of zero.
  package func run() throws -> [Finding] {
    try session.read { db in
      var findings = [
        try count("the database file is sound", in: db, ignoring: "ok", "PRAGMA integrity_check"),
        try count(
          "every reference leads to a record", in: db,
          "SELECT \"table\" || '/' || rowid || ' -> ' || parent FROM pragma_foreign_key_check"),
      ]
      for invariant in Invariant.all {
        findings.append(try count(invariant.name, in: db, invariant.violations))
      }
      for noun in try session.catalogue.nouns {
        findings.append(try idCheck(noun, in: db))
        findings += try keyChecks(noun, in: db)
      }
      findings.append(try searchCheck(in: db))
      findings += try attachmentChecks(in: db)
      return findings
    }
  }

  private func count(
    _ check: String, in db: ReadTransaction, ignoring fine: String? = nil, _ query: SQL
  ) throws -> Finding {
    var finding = Finding(check: check, count: 0, sample: [])
    try db.stream(query) { row in
      let text = row.isInteger(0) ? String(row.integer(0)) : try row.value(0, as: String.self)
      if text != fine {
        finding.count += 1
        if finding.sample.count < Self.sampleSize { finding.sample.append(text) }
      }
      return true
    }
    return finding
  }

  private func searchCheck(in db: ReadTransaction) throws -> Finding {
    var finding = Finding(check: SearchIndexCheck.name, count: 0, sample: [])
    try SearchIndexCheck.run(in: db) { reference in
      finding.count += 1
      if finding.sample.count < Self.sampleSize { finding.sample.append(reference) }
    }
    return finding
  }

  private func attachmentChecks(in db: ReadTransaction) throws -> [Finding] {
    var findings = AttachmentCheck.allCases.map {
      Finding(check: $0.name, count: 0, sample: [], remedy: $0.remedy)
    }
    try AttachedFiles(session, in: db).check { check, subject in
      guard let place = AttachmentCheck.allCases.firstIndex(of: check) else { return }
      findings[place].count += 1
      if findings[place].sample.count < Self.sampleSize { findings[place].sample.append(subject) }
    }
    return findings
  }

  private func idCheck(_ noun: Noun, in db: ReadTransaction) throws -> Finding {
    try count(
      "ids of \(noun.plural) were never given twice", in: db,
      """
      SELECT \(noun.name + "/") || id FROM \(identifier: noun.table)
      WHERE id >= (SELECT ifnull((SELECT next FROM counter WHERE name = \(noun.table)), 1))
      """)
  }

  /// Recomputes the normalised keys, in case the algorithm or a row was changed behind our back.
  private func keyChecks(_ noun: Noun, in db: ReadTransaction) throws -> [Finding] {
    try noun.fields.compactMap { field in
      guard let keyColumn = field.keyColumn, field.key == .name else { return nil }
      var finding = Finding(
        check: "keys of \(noun.plural) by \(field.name) are right", count: 0, sample: [])
      var key: [UInt8] = []
      try db.stream(
        "SELECT \(identifier: field.column), \(identifier: keyColumn), id FROM \(identifier: noun.table)"
      ) { row in
        key.removeAll(keepingCapacity: true)
        NameKey.append(row.text(0), to: &key)
        if !row.text(1).elementsEqual(key) {
          finding.count += 1
          if finding.sample.count < Self.sampleSize {
            finding.sample.append(noun.reference(row.integer(2)))
          }
        }
        return true
      }
      return finding
    }
  }
}
