import Testing

/// Of two who accept quotes of one opportunity at once, one does, and the other is told.
@Suite struct QuoteRaceTests {
  @Test func oneOfTwoIsAccepted() throws {
    let sandbox = try Sandbox()
    let count = 8
    for line in ["product add Press --list-price 100", "customer add Racers"] {
      let ending = try sandbox.crm(line)
      try #require(ending.code == 0, "\(line): \(ending.errors)")
    }
    for round in 1...count {
      for line in [
        "opportunity add Racers --name Race\(round)",
        "quote add Race\(round) --number A\(round) --line Press",
        "quote add Race\(round) --number B\(round) --line product=Press,quantity=2",
        "quote submit A\(round) B\(round)", "quote send A\(round) B\(round)",
      ] {
        let ending = try sandbox.crm(line)
        try #require(ending.code == 0, "\(line): \(ending.errors)")
      }
      let barrier = try WriterLockFile(of: sandbox)
      let contenders = try ["A", "B"].map { letter in
        try sandbox.startShell("exec $CRM quote accept \(letter)\(round)")
      }
      try barrier.waitForWaiters(2)
      barrier.release()
      let endings = try contenders.map { try $0.wait() }
      let losers = endings.filter { $0.code == 5 }
      try #require(
        endings.count { $0.code == 0 } == 1 && losers.count == 1, "\(endings.map(\.errors))")
      #expect(losers[0].errors.contains("is already accepted for opportunity/"))
    }
    let agreeing = try StoreImage.column(
      """
      SELECT count(*) FROM opportunity o JOIN quote q ON q.opportunity = o.id
      WHERE o.name LIKE 'Race%' AND q.state = 'accepted'
        AND o.amount = iif(q.number LIKE 'A%', 10000, 20000)
      """, in: sandbox.store)
    #expect(agreeing == ["\(count)"])
    try sandbox.expectSound("after \(count) acceptances")
  }
}
