import CRM
import Catalogue
import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// Random histories of contracts with their lines, receivables, payments and refunds against a naive
/// reading of the rules.
///
/// More than a million of them with `CRM_SOAK=1`.
@Suite struct MoneyHistoryTests {
  @Test(arguments: [UInt64(1), 2, 3]) func everyCentIsAccountedFor(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try ContractScene()
    var books = try contracts(Soak.rounds(1_200, soaking: 100_000), in: scene, &random)
    try plan(&books, in: scene, &random)
    try settle(&books, in: scene, &random)
    let session = scene.store.session()
    let rows = try session.read { db in
      try db.rows(
        "SELECT id, paid FROM (\(ReceivableBalance.rows()))", as: Int64.self, Int64.self)
    }
    let expected = books.map(\.paid).reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    #expect(rows.count == expected.count)
    #expect(rows.allSatisfy { expected[$0.0] == $0.1 })
    let total: Int64? = try scene.pool.value("SELECT sum(amount) FROM payment")
    #expect(total == books.map(\.received).reduce(0, +))
    #expect(
      try scene.fact("payment_total", of: .customer, scene.customer) == total.map(String.init))
    #expect(
      try scene.fact("outstanding", of: .customer, scene.customer)
        == String(books.map { max($0.amount - $0.received, 0) }.reduce(0, +)))
    try scene.store.expectSound()
  }

  private func create(
    _ noun: Noun, _ count: Int, in scene: ContractScene, _ fill: (Int, RecordDraft) throws -> Void
  ) throws -> [Int64] {
    let session = scene.store.session()
    return try session.write { db in
      let reader = try FieldReader(.file, session: session, db: db)
      let context = try CreationContext(
        session: session, db: db, source: .importing(isHistoric: false), reader: reader)
      let creator = try RecordCreator(noun, in: context)
      var ids: [Int64] = []
      for index in 0..<count {
        creator.draft.removeAll()
        try fill(index, creator.draft)
        try creator.prepare()
        ids.append(try creator.insert())
      }
      try creator.finish()
      return ids
    }.value
  }

  private func contracts(
    _ count: Int, in scene: ContractScene, _ random: inout SeededGenerator
  ) throws -> [MoneyBook] {
    let product = try scene.pool.add(.product, ["code": "P1", "name": "轴承"])
    let lines = (0..<count).map { _ in self.lines(of: product, &random) }
    let amounts = lines.map { lines in
      lines.isEmpty
        ? Int64.random(in: 1...1_000_000, using: &random) : lines.map(subtotal).reduce(0, +)
    }
    let ids = try create(.contract, count, in: scene) { index, draft in
      draft.set(try draft.number(of: "customer"), integer: scene.customer)
      draft.set(try draft.number(of: "amount"), integer: amounts[index])
      draft.set(try draft.number(of: "approval"), text: "approved")
      draft.set(try draft.number(of: "signed"), text: "2026-02-01")
    }
    #expect(
      try scene.pool.value("SELECT count(DISTINCT number) FROM contract", as: Int.self) == count)
    _ = try scene.store.session().write { db in
      let inserter = LineInserter(.contract, in: db)
      for (id, lines) in zip(ids, lines) { try inserter.insert(lines, of: id) }
      try inserter.finish()
    }
    #expect(
      try scene.pool.value("SELECT count(*) FROM contract_line", as: Int.self)
        == lines.map(\.count).reduce(0, +))
    #expect(
      try scene.pool.value(
        """
        SELECT count(*) FROM contract k JOIN (SELECT contract, sum(subtotal) AS total
          FROM contract_line GROUP BY contract) l ON l.contract = k.id WHERE l.total <> k.amount
        """, as: Int.self) == 0)
    return zip(ids, amounts).map { MoneyBook(contract: $0, amount: $1) }
  }

  private func lines(of product: Int64, _ random: inout SeededGenerator) -> [Line] {
    (0..<Int.random(in: 0...5, using: &random)).map { _ in
      var line = Line(product: product)
      line.quantity = Int64.random(in: 1...9_999, using: &random)
      line.price = Int64.random(in: 100...99_999, using: &random)
      line.discount = Bool.random(using: &random) ? 0 : Int64.random(in: 1...5_000, using: &random)
      return line
    }
  }

  /// Thousandths x cents x hundredths of a percent, half a cent up, as one does it on paper.
  private func subtotal(_ line: Line) -> Int64 {
    (2 * line.quantity * (line.price ?? 0) * (10_000 - line.discount) + 10_000_000) / 20_000_000
  }

  private func plan(
    _ books: inout [MoneyBook], in scene: ContractScene, _ random: inout SeededGenerator
  ) throws {
    var rows: [(book: Int, due: Int, amount: Int64)] = []
    for index in books.indices {
      var rest = books[index].amount
      for _ in 0..<Int.random(in: 0...5, using: &random) where rest > 0 {
        let amount = Int64.random(in: 1...rest, using: &random)
        rest -= amount
        rows.append((index, Int.random(in: 0...90, using: &random), amount))
      }
    }
    let start = try #require(Day("2026-01-01"))
    let ids = try create(.receivable, rows.count, in: scene) { index, draft in
      let row = rows[index]
      draft.set(try draft.number(of: "contract"), integer: books[row.book].contract)
      draft.set(try draft.number(of: "due"), text: start.adding(days: row.due).description)
      draft.set(try draft.number(of: "amount"), integer: row.amount)
    }
    for (id, row) in zip(ids, rows) {
      books[row.book].instalments.append(
        .init(
          id: id, due: row.due, number: books[row.book].instalments.count + 1, amount: row.amount))
    }
  }

  /// Payments below and above what is due, meant for an instalment or not, and refunds of a part.
  private func settle(
    _ books: inout [MoneyBook], in scene: ContractScene, _ random: inout SeededGenerator
  ) throws {
    var rows: [(contract: Int64, amount: Int64, instalment: Int64?)] = []
    for index in books.indices {
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let received = books[index].received
        let isRefund = received > 0 && Int.random(in: 0..<4, using: &random) == 0
        let amount =
          isRefund
          ? -Int64.random(in: 1...received, using: &random)
          : Int64.random(in: 1...(books[index].amount / 2 + 1), using: &random)
        let instalment =
          Bool.random(using: &random) ? books[index].instalments.randomElement(using: &random) : nil
        books[index].payments.append((amount, instalment?.id))
        rows.append((books[index].contract, amount, instalment?.id))
      }
    }
    _ = try create(.payment, rows.count, in: scene) { index, draft in
      let row = rows[index]
      draft.set(try draft.number(of: "contract"), integer: row.contract)
      draft.set(try draft.number(of: "amount"), integer: row.amount)
      draft.set(try draft.number(of: "received"), text: "2026-02-20")
      if let instalment = row.instalment {
        draft.set(try draft.number(of: "receivable"), integer: instalment)
      }
      if row.amount < 0 { draft.set(try draft.number(of: "reason"), text: "退款") }
    }
  }
}
