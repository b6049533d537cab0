import ProgramTesting
import Testing

/// Of several processes that add the same customer at once one succeeds, and the others are told.
@Suite struct DuplicateRaceTests {
  /// Two processes that stand at the same barrier; spellings differ.
  @Test func oneOfTwoIsADuplicate() throws {
    let sandbox = try Sandbox()
    for round in 1...Soak.rounds(20, soaking: 500) {
      let barrier = try WriterLockFile(of: sandbox)
      let contenders = try ["Race \(round) Ltd", "ＲＡＣＥ \(round), LTD."].map {
        try sandbox.startShell("exec $CRM customer add '\($0)'")
      }
      try barrier.waitForWaiters(2)
      barrier.release()
      let endings = try contenders.map { try $0.wait() }
      let losers = endings.filter { $0.code == 9 }
      try #require(
        endings.filter { $0.code == 0 }.count == 1 && losers.count == 1,
        "\(endings.map(\.errors))")
      #expect(losers[0].errors.contains("is a duplicate by name of customer/"))
      #expect(losers[0].text == "")
    }
    try sandbox.expectSound("after races of duplicates")
  }

  /// Eight processes merge the same customers: one does, and the sums are what they were.
  @Test func customersAreMergedOnce() throws {
    let sandbox = try Sandbox()
    for line in [
      "customer add MergeA", "customer add MergeB",
      "opportunity add MergeB --name Deal --amount 100",
    ] {
      let ending = try sandbox.crm(line)
      try #require(ending.code == 0, "\(line): \(ending.errors)")
    }
    let processes = try (1...8).map { _ in
      try sandbox.startShell("exec $CRM customer merge MergeA MergeB --into MergeA")
    }
    let endings = try processes.map { try $0.wait() }
    #expect(endings.filter { $0.code == 0 }.count == 1, "\(endings.map(\.errors))")
    #expect(endings.filter { $0.code == 5 }.count == 7)
    let left = try StoreImage.column(
      """
      SELECT count(*) || ' ' || (SELECT count(*) FROM merged_record) FROM opportunity o
      JOIN customer c ON c.id = o.customer WHERE c.name = 'MergeA' AND c.deleted_at IS NULL
      """, in: sandbox.store)
    #expect(left == ["1 1"])
    try sandbox.expectSound("after merges at once")
  }
}
