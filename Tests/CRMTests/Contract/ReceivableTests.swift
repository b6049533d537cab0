import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct ReceivableTests {
  let scene: ContractScene
  let contract: Int64

  init() throws {
    scene = try ContractScene()
    contract = try scene.contract("1000")
  }

  // MARK: Planning

  @Test func theSumStaysWithinTheContract() throws {
    try scene.receivable(contract, "600", due: "2026-04-01")
    #expect(
      try scene.failure { try scene.receivable(contract, "400.01", due: "2026-05-01") } == "E_OVER")
    try scene.receivable(contract, "400", due: "2026-05-01")
    try scene.receivable(contract, "0.01", due: "2026-06-01", over: true)
    try scene.store.expectSound()
  }

  @Test(arguments: ["0", "-1"]) func nothingIsDue(amount: String) throws {
    #expect(
      try scene.failure { try scene.receivable(contract, amount, due: "2026-04-01") } == "E_AMOUNT")
  }

  @Test(arguments: [1, 3, 7, 12]) func equalPartsComeToTheCent(count: Int) throws {
    let parts = try ReceivablePlan.split(100_001, into: .equal(count))
    #expect(parts.reduce(0, +) == 100_001)
    #expect((parts.max() ?? 0) - (parts.min() ?? 0) <= 1)
  }

  @Test func sharesComeToTheCent() throws {
    #expect(
      try ReceivablePlan.split(10_001, into: .shares([3_333, 3_333, 3_334])) == [
        3_333, 3_334, 3_334,
      ])
    #expect(throws: UserError.self) { try ReceivablePlan.split(2, into: .equal(3)) }
  }

  @Test func aPlanIsDueOnTheLastDayOfEveryMonth() throws {
    let session = scene.store.session()
    let plan = ReceivablePlan(
      .equal(3), every: .month, from: Day("2026-01-31"), session: session)
    #expect(try plan.run("\(contract)").value.receivables.count == 3)
    let due: [String] = try scene.store.session().read {
      try $0.values("SELECT due FROM receivable ORDER BY number")
    }
    #expect(due == ["2026-01-31", "2026-02-28", "2026-03-31"])
    #expect(try scene.failure { _ = try plan.run("\(contract)") } == "E_PLANNED")
    try scene.undo()
    #expect(try scene.pool.value("SELECT count(*) FROM receivable", as: Int.self) == 0)
    try scene.redo()
    #expect(try scene.fact("planned", of: .contract, contract) == "100000")
    try scene.store.expectSound()
  }

  // MARK: Overdue

  /// Nothing has to run for it.
  @Test func overdueFromTheDayAfterItWasDue() throws {
    let id = try scene.receivable(contract, "100", due: "2026-03-10")
    func overdue(_ now: String) throws -> [String?] {
      scene.pool.now = now
      return [
        try scene.fact("overdue", of: .receivable, id),
        try scene.fact("overdue_days", of: .receivable, id),
        try scene.fact("overdue", of: .contract, contract),
        try scene.fact("overdue_days", of: .customer, scene.customer),
      ]
    }
    #expect(try overdue("2026-03-10T15:59:59Z") == ["0", "0", "0", "0"])
    #expect(try overdue("2026-03-10T16:00:00Z") == ["1", "1", "10000", "1"])
    #expect(try overdue("2027-03-11T01:00:00Z") == ["1", "366", "10000", "366"])
    try scene.pay(contract, "100")
    #expect(try overdue("2027-03-11T01:00:00Z") == ["0", "0", "0", "0"])
  }

  @Test(arguments: ["2024-02-29", "2000-03-01", "1999-12-31", "2026-01-01"])
  func daysInSQL(day: String) throws {
    let number: Int? = try scene.pool.value("SELECT \(DayNumber.sql("\(day)"))")
    #expect(number == Day(day)?.number)
  }

  // MARK: Payments

  @Test func theOldestDueComesFirstAndTheRestSpillsOver() throws {
    try scene.receivable(contract, "300", due: "2026-05-01")
    try scene.receivable(contract, "200", due: "2026-04-01")
    let first = try scene.pay(contract, "250")
    #expect(first.shares.map(\.amount) == [20_000, 5_000])
    #expect(try scene.paid(contract) == [20_000, 5_000])
    let second = try scene.pay(contract, "300")
    #expect(second.credit == 5_000)
    #expect(try scene.paid(contract) == [20_000, 30_000])
    #expect(try scene.fact("instalments_paid", of: .contract, contract) == "2")
    try scene.receivable(contract, "100", due: "2026-06-01")
    #expect(try scene.paid(contract) == [20_000, 30_000, 5_000])
    #expect(try scene.fact("credit", of: .contract, contract) == "0")
    try scene.undo()
    try scene.undo()
    #expect(try scene.paid(contract) == [20_000, 5_000])
    try scene.redo()
    #expect(try scene.paid(contract) == [20_000, 30_000])
    try scene.store.expectSound()
  }

  @Test func aPaymentMayBeMeantForOne() throws {
    try scene.receivable(contract, "200", due: "2026-04-01")
    try scene.receivable(contract, "300", due: "2026-05-01")
    try scene.pay(contract, "100", receivable: "2")
    #expect(try scene.paid(contract) == [0, 10_000])
    try scene.pay(contract, "350", receivable: "2")
    #expect(try scene.paid(contract) == [15_000, 30_000])
    try scene.refund(contract, 20_000)
    #expect(try scene.paid(contract) == [0, 25_000])
    #expect(
      try scene.failure { try scene.pay(contract, "1", receivable: "3") } == "E_RECEIVABLE")
    let other = try scene.contract("5")
    try scene.receivable(other, "5", due: "2026-04-01")
    #expect(
      try scene.failure { try scene.pay(contract, "1", receivable: "receivable/3") }
        == "E_RECEIVABLE")
    try scene.store.expectSound()
  }

  @Test func noMoreIsGivenBackThanWasReceived() throws {
    let payment = try scene.pay(contract, "100")
    #expect(try scene.failure { try scene.refund(contract, 10_001) } == "E_REFUND")
    try scene.refund(contract, 4_000)
    #expect(try scene.failure { try scene.pool.delete(.payment, payment.id) } == "E_REFUND")
    #expect(try scene.fact("received", of: .contract, contract) == "6000")
    #expect(try scene.failure { try scene.refund(contract, 0) } == "E_AMOUNT")
    try scene.store.expectSound()
  }

  @Test func moneyIsNotReceivedTomorrow() throws {
    #expect(
      try scene.failure {
        try scene.pool.add(
          .payment, ["contract": "\(contract)", "amount": "1", "received": "2026-03-02"])
      } == "E_FUTURE")
    #expect(
      try scene.failure {
        try scene.pool.add(.payment, ["contract": "\(contract)", "amount": "-1"])
      } == "E_AMOUNT")
  }

  @Test func percentsAreRoundedHalfUp() throws {
    let third = try scene.contract("3")
    try scene.pay(third, "1")
    #expect(try scene.fact("received_percent", of: .contract, third) == "3333")
    try scene.pay(third, "1")
    #expect(try scene.fact("received_percent", of: .contract, third) == "6667")
    let free = try scene.contract("0")
    #expect(try scene.fact("received_percent", of: .contract, free) == nil)
  }
}
