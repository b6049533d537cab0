import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// Random histories, made by the same verbs as users', against a count by hand.
@Suite struct FunnelPropertyTests {
  /// What the test itself knows about an opportunity.
  private struct Known {
    var id: Int64
    var stage = 0
    var furthest = 0
    var amount: Int64?
  }

  private static let stages = ["Prospecting", "Engaging", "Quote", "Won", "Lost", "Invalid"]
  private static let probabilities: [Int64] = [10, 50, 80, 100, 0, 0]
  private static let won = 3

  @Test(arguments: [UInt64(1), 2, 3])
  func theFunnelEqualsACountByHand(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let fixture = try SalesFixture()
    var known: [Known] = []
    for _ in 0..<12 {
      let amount = Bool.random(using: &random) ? Int64.random(in: 1...99_999, using: &random) : nil
      let id = try fixture.add(
        .opportunity,
        [
          "customer": "Acme", "pipeline": "B2B",
          "amount": amount.map { Money.format($0, digits: 2) } ?? "",
        ])
      known.append(Known(id: id, amount: amount))
    }
    var days: [(day: Day, rows: [String])] = []
    for number in 0..<60 {
      let index = Int.random(in: 0..<known.count, using: &random)
      try step(&known[index], in: fixture, choice: Int.random(in: 0..<8, using: &random))
      guard number % 10 == 9 else { continue }
      days.append(
        (
          try fixture.store.session().today(),
          Self.stages.indices.map { snapshotRow(of: $0, known) }
        ))
      fixture.store.now = fixture.store.now.adding(seconds: 86_400)
    }
    var parameters = ReportParameters()
    parameters.pipeline = fixture.pipeline
    let session = fixture.store.session()
    #expect(
      try fixture.rows(of: FunnelReport(parameters, session: session).table().feed())
        == Self.stages.indices.map { snapshotRow(of: $0, known) })
    // What the report says about a day is what it said on that day.
    for (day, rows) in days {
      parameters.asOf = day
      #expect(
        try fixture.rows(of: FunnelReport(parameters, session: session).table().feed()) == rows,
        "\(day)")
    }
    parameters.asOf = nil
    for size in [parameters.fewestInPart, 2] {
      parameters.fewestInPart = size
      #expect(
        try fixture.rows(
          of: FunnelCohort(parameters, session: session).table().feed(
            fields: "stage,reached"))
          == Self.stages.indices.map { "\(Self.stages[$0])|\(reached($0, known))" })
    }
    #expect(try fixture.violations() == [])
  }

  /// One random move; what cannot be is refused and changes nothing.
  private func step(_ known: inout Known, in fixture: SalesFixture, choice: Int) throws {
    let session = fixture.store.session()
    let isOpen = known.stage < Self.won
    switch choice {
    case 0..<4:
      let canMove = isOpen && known.stage < 2
      try run(expecting: canMove) {
        try StageWalk(.forward, to: nil, session: session).run(["\(known.id)"])
      }
      if canMove { known.stage += 1 }
    case 4, 5:
      let canMove = isOpen && known.stage > 0
      try run(expecting: canMove) {
        try StageWalk(.backward, to: nil, session: session).run(["\(known.id)"])
      }
      if canMove { known.stage -= 1 }
    case 6:
      let canWin = isOpen && known.amount != nil
      try run(expecting: canWin) {
        try OpportunityClosing(.won(amount: nil), session: session).run(["\(known.id)"])
      }
      if canWin { known.stage = Self.won }
    default:
      let ending = OpportunityClosing.Ending.lost(reason: "price", competitor: nil, note: nil)
      try run(expecting: isOpen) {
        try OpportunityClosing(ending, session: session).run(["\(known.id)"])
      }
      if isOpen { known.stage = Self.won + 1 }
    }
    if known.stage < Self.won { known.furthest = max(known.furthest, known.stage) }
    if known.stage == Self.won { known.furthest = 2 }
  }

  private func run(expecting succeeds: Bool, _ body: () throws -> ChangeReport) throws {
    if succeeds {
      _ = try body()
    } else {
      let error = #expect(throws: UserError.self) { try body() }
      #expect(error?.exit == .no)
    }
  }

  private func snapshotRow(of stage: Int, _ known: [Known]) -> String {
    let here = known.filter { $0.stage == stage }
    let amounts = here.compactMap(\.amount)
    let weighted = amounts.map { amount in
      let (whole, rest) = (amount * Self.probabilities[stage]).quotientAndRemainder(dividingBy: 100)
      return whole + (rest >= 50 ? 1 : 0)
    }
    let kind = stage < Self.won ? "open" : Self.stages[stage].lowercased()
    return [
      Self.stages[stage], kind, String(here.count),
      Money.format(amounts.reduce(0, +), digits: 2), Money.format(weighted.reduce(0, +), digits: 2),
      String(here.count - amounts.count),
    ].joined(separator: "|")
  }

  private func reached(_ stage: Int, _ known: [Known]) -> Int {
    known.filter { stage < Self.won ? $0.furthest >= stage : $0.stage == stage }.count
  }
}
