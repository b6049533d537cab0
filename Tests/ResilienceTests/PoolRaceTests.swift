import ProgramTesting
import Testing

/// Everybody at once: thirty-two processes claim, release, assign, move and recycle on one store.
@Suite struct PoolRaceTests {
  private static let users = (1...16).map { "u\($0)" }
  private static let customers = 600
  /// A claim lost, a limit reached, nothing left, somebody else's, a second run.
  private static let expectedEndings: Set = ["0", "1", "5", "6", "8", "75"]

  /// Each process runs for some seconds, and has six turns however slow the machine is.
  @Test func noCustomerIsLostAndEveryLimitHolds() throws {
    let seconds = Soak.rounds(6, soaking: 60)
    let sandbox = try self.sandbox()
    let processes = try Self.scripts.map { script in
      try sandbox.startShell(
        """
        end=$((SECONDS + \(seconds))); n=$RANDOM; i=0
        while [ $SECONDS -lt $end ] || [ $i -lt 6 ]; do
          i=$((i + 1))
          n=$(( (n * 7919 + 17) % \(Self.customers) + 1 ))
          \(script)
          echo $?
        done 2>/dev/null
        """)
    }
    #expect(processes.count == 32)
    var endings: [String: Int] = [:]
    for process in processes {
      for line in try process.wait(seconds: seconds + 120).text.split(separator: "\n") {
        endings[String(line), default: 0] += 1
      }
    }
    #expect(Set(endings.keys).subtracting(Self.expectedEndings) == [], "\(endings)")
    #expect(endings["0", default: 0] > 32, "\(endings)")
    try expectEverybodyHasWhatIsHis(in: sandbox)
  }

  /// Two for each of the users, and the admin's.
  private static var scripts: [String] {
    let quiet = ">/dev/null"
    let claims = users.prefix(14).map { "$CRM -q --as \($0) pool claim --next 2 \(quiet)" }
    let releases = users.prefix(10).map {
      "$CRM -q --as \($0) pool release --where \"owner = \($0)\" --reason x \(quiet)"
    }
    let named = users.suffix(2).map { "$CRM -q --as \($0) pool claim $n \(quiet)" }
    let assignments = [
      "$CRM -q pool assign $n --to u$((n % 16 + 1)) \(quiet)",
      "$CRM -q pool assign $n --to u$((n % 4 + 1)) \(quiet)",
    ]
    let moves = [
      "$CRM -q pool move $n --to other \(quiet)", "$CRM -q pool move $n --to public \(quiet)",
    ]
    return claims + releases + named + assignments + moves
      + ["$CRM -q pool recycle --max 5 \(quiet)", "$CRM -q pool recycle --max 3 \(quiet)"]
  }

  /// Half of the customers belong to somebody since long ago, so that recycling finds them.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let rows = (5...Self.customers).map { number in
      number % 2 == 0 ? "n\(number),u\(number % 16 + 1),,2025-01-01" : "n\(number),,public,"
    }
    try sandbox.write(
      "users.csv", ("login,name\n" + Self.users.map { "\($0),\($0)\n" }.joined()).utf8)
    try sandbox.write(
      "customers.csv", ("name,owner,pool,held_since\n" + rows.joined(separator: "\n") + "\n").utf8)
    for line in [
      "pool add other", "import csv users.csv --into user",
      "import csv customers.csv --historic",
      "pool limit add day --claim-per-day 40", "pool limit add few --user u1 --claim-per-day 3",
      "pool edit public --claimed-cap 9", "pool limit add all --owned-cap 60",
      "pool rule add held --days 30 --grace-days 0",
    ] {
      let ending = try sandbox.crm(line)
      try #require(ending.code == 0, "\(line): \(ending.errors)")
    }
    return sandbox
  }

  private func expectEverybodyHasWhatIsHis(in sandbox: Sandbox) throws {
    func count(_ query: String) throws -> String? {
      try StoreImage.column(query, in: sandbox.store).first
    }
    #expect(try count("SELECT count(*) FROM customer") == "\(Self.customers)")
    #expect(
      try count("SELECT count(*) FROM customer WHERE (owner IS NULL) = (pool IS NULL)") == "0")
    // Of nobody more than the limits allow, by all that he did.
    #expect(
      try count(
        """
        SELECT count(*) FROM (SELECT e.to_user FROM ownership_event e JOIN user u ON u.id = e.to_user
          WHERE e.kind = 'claim' GROUP BY e.to_user, e.from_pool
          HAVING count(*) > iif(u.login = 'u1', 3, 40))
        """) == "0")
    #expect(
      try count(
        """
        SELECT count(*) FROM (SELECT owner FROM customer WHERE owner IS NOT NULL
          GROUP BY owner HAVING count(*) > 60)
        """)
        == "0")
    // The history adds up to the state: every event begins where the one before ended.
    #expect(
      try count(
        """
        SELECT count(*) FROM customer c JOIN ownership_event e ON e.id =
          (SELECT max(id) FROM ownership_event x WHERE x.customer = c.id)
        WHERE e.to_user IS NOT c.owner OR e.to_pool IS NOT c.pool
        """) == "0")
    for kind in ["claim", "release", "assign", "move", "recycle"] {
      #expect(try count("SELECT count(*) > 0 FROM ownership_event WHERE kind = '\(kind)'") == "1")
    }
    try sandbox.expectSound("after everybody at once")
  }
}
