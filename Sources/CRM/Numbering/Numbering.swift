import Catalogue
import Store
import Values

/// Gives records of a noun their numbers, inside the transaction that makes them.
///
/// The place in a sequence comes from a counter of the store, like the ids of records: no undo and no deletion
/// takes it back, the writer's lock keeps two processes apart, and a dry run leaves nothing behind. Numbers that
/// people gave by hand are passed over.
package final class Numbering {
  private let table: String
  private let pattern: NumberPattern
  private let day: Day
  private let db: WriteTransaction

  /// The noun's table has a column `number`; the setting holds the pattern.
  package init(
    of noun: Noun, by setting: Setting, session: Session, in db: WriteTransaction
  ) throws {
    table = noun.table
    self.db = db
    day = try session.today()
    let text = try SettingValues(in: db).text(of: setting)
    do {
      pattern = try NumberPattern(text)
    } catch let error as UserError {
      throw UserError(
        .configuration, "the setting \(setting.name): \(error.message)", code: "E_PATTERN",
        hints: error.hints)
    }
  }

  /// The next number, which no record has or had.
  package func next() throws -> String {
    let sequence = "\(table).number \(pattern.sequence(on: day))"
    while true {
      let number = pattern.number(try db.reserveIDs(sequence, count: 1), on: day)
      if try !isTaken(number) { return number }
    }
  }

  /// One query for each of the two indexes.
  private func isTaken(_ number: String) throws -> Bool {
    try ["deleted_at IS NULL", "deleted_at IS NOT NULL"].contains { (presence: SQL) in
      try db.exists(
        """
        SELECT 1 FROM \(identifier: table) WHERE number = \(number) AND \(presence)
        """)
    }
  }
}

extension Numbering {
  /// Refuses a setting that is no pattern.
  static func check(in db: ReadTransaction) throws {
    for setting in Setting.all where setting.name.hasSuffix(".number") {
      _ = try NumberPattern(try SettingValues(in: db).text(of: setting))
    }
  }
}

extension Setting {
  package static let contractNumber = numbers("contract.number", "合同编号规则", "HT")
  package static let paymentNumber = numbers("payment.number", "回款编号规则", "HK")

  /// The pattern of numbers that are made.
  package static func numbers(_ name: String, _ chinese: String, _ prefix: String) -> Setting {
    Setting(
      field: Field(
        name, .text, "Numbers", chinese,
        "What numbers look like that are made: {yyyyMMdd} is the day, {seq:4} counts"),
      standard: "\(prefix)-{yyyyMMdd}-{seq:4}")
  }
}
