import ProgramTesting
import Testing

/// Of several who want the same customer one gets it, and the others are told who.
@Suite struct ClaimRaceTests {
  /// Two processes that stand at the same barrier, for one customer a round.
  @Test func oneOfTwoWins() throws {
    let count = Soak.rounds(60, soaking: 1000)
    let sandbox = try sandboxWithPool(of: count, users: ["u1", "u2"])
    for round in 1...count {
      try race(for: "'Pooled \(round)'", in: sandbox)
    }
    try expectOneClaimEach(count, in: sandbox)
  }

  /// Fifty customers at a time: all of them go to the same process.
  @Test func aClaimOfManyIsOne() throws {
    let sandbox = try sandboxWithPool(of: 1000, users: ["u1", "u2"])
    for first in stride(from: 1, through: 1000, by: 50) {
      let names = (first..<first + 50).map { "'Pooled \($0)'" }
      try race(for: names.joined(separator: " "), in: sandbox)
    }
    try expectOneClaimEach(1000, in: sandbox)
  }

  private func race(for customers: String, in sandbox: Sandbox) throws {
    let barrier = try WriterLockFile(of: sandbox)
    let contenders = try ["u1", "u2"].map { user in
      (
        user: user,
        process: try sandbox.startShell("exec $CRM --as \(user) pool claim \(customers)")
      )
    }
    try barrier.waitForWaiters(2)
    barrier.release()
    let endings = try contenders.map { (user: $0.user, ending: try $0.process.wait()) }
    let winners = endings.filter { $0.ending.code == 0 }
    let losers = endings.filter { $0.ending.code == 5 }
    try #require(winners.count == 1 && losers.count == 1, "\(endings.map(\.ending.errors))")
    let message = losers[0].ending.errors
    #expect(message.contains("already claimed by \(winners[0].user) "), "\(message)")
    #expect(losers[0].ending.text == "")
  }

  /// Eight processes take from a pool until nothing is left.
  @Test func aPoolIsEmptiedOnce() throws {
    let users = (1...8).map { "u\($0)" }
    let sandbox = try sandboxWithPool(of: 150, users: users)
    let processes = try users.map { user in
      try sandbox.startShell(
        "while $CRM --as \(user) pool claim --next 4 --pool wide -O ids; do :; done; true")
    }
    let claimed = try processes.flatMap { process in
      try process.wait().text.split(separator: "\n")
    }
    #expect(claimed.count == 150 && Set(claimed).count == 150)
    try expectOneClaimEach(150, in: sandbox)
  }

  /// A pool lets nobody have more than its cap, however many ask at once.
  @Test func aCapHolds() throws {
    let users = (1...4).map { "u\($0)" }
    let sandbox = try sandboxWithPool(of: 40, users: users)
    try #require(try sandbox.crm("pool edit wide --claimed-cap 6").code == 0)
    // Two processes for each user.
    let processes = try (users + users).map { user in
      try sandbox.startShell(
        "while $CRM --as \(user) pool claim --next 1 --pool wide; do :; done; true")
    }
    for process in processes { _ = try process.wait() }
    let held = try StoreImage.column(
      "SELECT count(*) FROM customer WHERE owner > 4 GROUP BY owner", in: sandbox.store)
    #expect(held == ["6", "6", "6", "6"])
    try sandbox.expectSound("after claims up to the cap")
  }

  // MARK: The store

  /// The pool `wide` with customers 'Pooled 1', 'Pooled 2' and so on, and users after the sample's
  /// four.
  private func sandboxWithPool(of count: Int, users: [String]) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("pooled.csv", ("name\n" + (1...count).map { "Pooled \($0)\n" }.joined()).utf8)
    try sandbox.write("users.csv", ("login,name\n" + users.map { "\($0),\($0)\n" }.joined()).utf8)
    for line in [
      "pool add wide", "import csv pooled.csv --pool wide", "import csv users.csv --into user",
    ] {
      let ending = try sandbox.crm(line)
      try #require(ending.code == 0, "\(line): \(ending.errors)")
    }
    return sandbox
  }

  private func expectOneClaimEach(_ count: Int, in sandbox: Sandbox) throws {
    let agreeing = try StoreImage.column(
      """
      SELECT count(*) FROM customer c WHERE pool IS NULL AND name LIKE 'Pooled %' AND 1 =
        (SELECT count(*) FROM ownership_event e
         WHERE e.customer = c.id AND e.kind = 'claim' AND e.to_user = c.owner)
      """, in: sandbox.store)
    #expect(agreeing == ["\(count)"])
    let claims = try StoreImage.column(
      "SELECT count(*) FROM ownership_event WHERE kind = 'claim'", in: sandbox.store)
    #expect(claims == ["\(count)"])
    try sandbox.expectSound("after \(count) claims")
  }
}
