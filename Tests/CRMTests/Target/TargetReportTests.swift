import CRM
import Catalogue
import Store
import Testing
import Values

@Suite struct TargetReportTests {
  let scene: PoolScene
  let li: Int64
  let wang: Int64

  init() throws {
    scene = try PoolScene()
    try scene.add(.team, ["name": "销售"])
    try scene.add(.team, ["name": "华东", "parent": "销售"])
    try scene.add(.team, ["name": "华北", "parent": "销售"])
    li = try scene.user("li.wei", team: "华东")
    wang = try scene.user("wang.fang", team: "华北")
  }

  /// Targets for everybody, so that the report shows what everybody reached.
  private func setAll(_ metric: TargetMetric) throws {
    try scene.setTarget(
      "10", of: metric, for: "company", "team:销售", "team:华东", "team:华北", "li.wei", "wang.fang",
      period: "2026-03")
  }

  private func march(_ metric: TargetMetric, byPresentOwner: Bool = false) throws -> [String] {
    try scene.reached(metric, in: "2026-03", byPresentOwner: byPresentOwner)
      .map { $0.hasPrefix(" ") ? "company" + $0 : $0 }
  }

  private func result(
    company: Int, sales: Int, north: Int, east: Int, li: Int, wang: Int
  ) -> [String] {
    [
      "company \(company)", "华东 \(east)", "华北 \(north)", "销售 \(sales)", "li.wei \(li)",
      "wang.fang \(wang)",
    ]
  }

  // MARK: Periods

  @Test func quartersAndYearsDeriveFromMonths() throws {
    for (month, value) in [("01", "10"), ("02", "20"), ("03", "30"), ("04", "5")] {
      try scene.setTarget(value, for: "li.wei", period: "2026-\(month)")
    }
    scene.now = "2026-02-28T16:00:00Z"
    _ = try scene.customer("a", owner: "li.wei")
    scene.now = "2026-04-10T01:00:00Z"
    _ = try scene.customer("b", owner: "li.wei")
    let months = [
      "li.wei|2026-01|10|0|0.00|10||", "li.wei|2026-02|20|0|0.00|20||",
      "li.wei|2026-03|30|1|3.33|29||",
    ]
    #expect(
      try scene.targets() == months + [
        "li.wei|2026-Q1|60|1|1.67|59||", "li.wei|2026-04|5|1|20.00|4||",
        "li.wei|2026-Q2|5|1|20.00|4||", "li.wei|2026|65|2|3.08|63||",
      ])
    // A parent of one's own may differ; the year is the sum of what its quarters are.
    try scene.setTarget("70", for: "li.wei", period: "2026-Q1")
    #expect(
      try scene.targets { $0.units = [.quarter, .year] } == [
        "li.wei|2026-Q1|70|1|1.43|69|60|10", "li.wei|2026-Q2|5|1|20.00|4||",
        "li.wei|2026|75|2|2.67|73||",
      ])
    try scene.setTarget("50", for: "li.wei", period: "2026")
    #expect(
      try scene.targets { $0.units = [.year] } == ["li.wei|2026|50|2|4.00|48|75|-25"])
    #expect(
      try scene.targets { $0.period = "2026-Q1" }
        == months + ["li.wei|2026-Q1|70|1|1.43|69|60|10"])
    #expect(try scene.targets { $0.period = "2026-03" } == [months[2]])
    #expect(try scene.targets { $0.period = "2025" } == [])
    #expect(try scene.exit { _ = try scene.targets { $0.period = "last 30 days" } } == .usage)
  }

  /// A year of which one quarter has a target is compared with it all the same, which is said.
  @Test func sumsOfSomePartsAreTold() throws {
    try scene.setTarget("40", for: "company", period: "2026-Q1")
    #expect(try scene.targets() == ["|2026-Q1|40|0|0.00|40||", "|2026|40|0|0.00|40||"])
    #expect(
      scene.store.notes == [
        "the target of company for 2026 covers only 3 of 12 months, what was reached all of them"
      ])
    scene.store.notes = []
    _ = try scene.targets { $0.units = [.quarter] }
    #expect(scene.store.notes == [])
    for quarter in ["2026-Q2", "2026-Q3", "2026-Q4"] {
      try scene.setTarget("1", for: "company", period: quarter)
    }
    _ = try scene.targets()
    #expect(scene.store.notes == [])
    try scene.setTarget("9", for: "li.wei", period: "2026-02")
    _ = try scene.targets()
    #expect(
      scene.store.notes == [
        "the target of li.wei for 2026-Q1 covers only 1 of 3 months, what was reached all of them; "
          + "so it is with 1 other target"
      ])
    // Figures of their own are whole.
    scene.store.notes = []
    try scene.setTarget("20", for: "li.wei", period: "2026-Q1")
    try scene.setTarget("90", for: "li.wei", period: "2026")
    _ = try scene.targets()
    #expect(scene.store.notes == [])
  }

  @Test func aYearAloneHasNoParts() throws {
    try scene.setTarget("3", for: "company", period: "2026")
    _ = try scene.customer("a")
    #expect(try scene.targets() == ["|2026|3|1|33.33|2||"])
    try scene.setTarget("0", for: "company", period: "2026")
    #expect(try scene.targets() == ["|2026|0|1||-1||"], "nothing is in percent of nothing")
  }

  @Test func tiersMetricsAndHoldersAreToldApart() throws {
    try scene.setTarget("2", for: "li.wei", period: "2026-03")
    try scene.setTarget("4", for: "li.wei", period: "2026-03", tier: .stretch)
    try scene.setTarget("8", of: .activities, for: "wang.fang", period: "2026-03")
    try scene.setTarget("9", for: "company", period: "2026-03")
    let month: (inout TargetReport.Request) -> Void = { $0.period = "2026-03" }
    #expect(try scene.targets(month) == ["|2026-03|9|0|0.00|9||", "li.wei|2026-03|2|0|0.00|2||"])
    #expect(
      scene.store.notes.last
        == "metric: new_customers; there are targets of activities, too (--metric)")
    #expect(
      try scene.targets {
        month(&$0)
        $0.tier = .stretch
      } == ["li.wei|2026-03|4|0|0.00|4||"])
    #expect(
      try scene.targets {
        month(&$0)
        $0.metric = .activities
      } == ["wang.fang|2026-03|8|0|0.00|8||"])
    for request in [
      {
        month(&$0)
        $0.kinds = [.user]
      },
      {
        month(&$0)
        $0.holders = ["user:li.wei"]
      },
    ] as [(inout TargetReport.Request) -> Void] {
      #expect(try scene.targets(request) == ["li.wei|2026-03|2|0|0.00|2||"])
    }
  }

  /// Months are those of the store's zone.
  @Test func monthsBeginAndEndWhereTheStoreIs() throws {
    try setAll(.newCustomers)
    for now in [
      "2026-02-28T15:59:59Z", "2026-02-28T16:00:00Z", "2026-03-31T15:59:59Z",
      "2026-03-31T16:00:00Z",
    ] {
      scene.now = now
      _ = try scene.customer(now, owner: "li.wei")
    }
    #expect(
      try march(.newCustomers)
        == result(company: 2, sales: 2, north: 0, east: 2, li: 2, wang: 0))
  }

  /// The records behind what was reached, and what was reached by a day.
  @Test func whatWasReachedCanBeListed() throws {
    try setAll(.newCustomers)
    for (now, owner) in [
      ("2026-03-02", "li.wei"), ("2026-03-09", "li.wei"), ("2026-04-02", "li.wei"),
      ("2026-03-09", "wang.fang"),
    ] {
      scene.now = "\(now)T01:00:00Z"
      _ = try scene.customer("\(owner) \(now)", owner: owner)
    }
    func names(_ keys: [String], asOf day: String? = nil) throws -> [String] {
      let session = scene.store.session()
      var request = TargetReport.Request()
      request.metric = .newCustomers
      request.period = "2026"
      request.asOf = day.flatMap { Day($0) }
      let feed = try TargetReport(session, request).records(keys).feed(fields: "name")
      return try FeedText.rows(of: feed, in: session).sorted()
    }
    #expect(try names(["user:li.wei", "2026-03"]) == ["li.wei 2026-03-02", "li.wei 2026-03-09"])
    #expect(try names(["li.wei"]).count == 3)
    #expect(try names(["team:销售", "2026-03"]).count == 3)
    #expect(try names(["team:华北", "2026-Q1"]) == ["wang.fang 2026-03-09"])
    #expect(try names(["company"]).count == 4)
    #expect(try names(["company"], asOf: "2026-03-05") == ["li.wei 2026-03-02"])
    #expect(throws: UserError.self) { try names(["li.wei", "2026-03", "x"]) }
    #expect(throws: UserError.self) { try names(["nobody"]) }
  }

  // MARK: Whose

  @Test func aCustomerIsNewForWhoeverHadItFirst() throws {
    try setAll(.newCustomers)
    scene.now = "2026-03-02T01:00:00Z"
    let own = try scene.customer("a", owner: "li.wei")
    let pooled = try scene.customer("b")
    let deleted = try scene.customer("c", owner: "li.wei")
    try scene.delete(.customer, deleted)
    scene.now = "2026-03-10T01:00:00Z"
    try scene.transfer(own, to: "wang.fang")
    _ = try scene.claim(pooled, as: "wang.fang")
    let then = result(company: 2, sales: 1, north: 0, east: 1, li: 1, wang: 0)
    #expect(try march(.newCustomers) == then)
    #expect(
      try march(.newCustomers, byPresentOwner: true)
        == result(company: 2, sales: 2, north: 2, east: 0, li: 0, wang: 2))
    _ = try OperationUndo(scene.store.session(as: "wang.fang")).undo(nil, isPartial: false)
    #expect(try march(.newCustomers) == then)
    #expect(
      try march(.newCustomers, byPresentOwner: true)
        == result(company: 2, sales: 1, north: 1, east: 0, li: 0, wang: 1))
  }

  @Test func anOpportunityChangesHandsInMidMonth() throws {
    try setAll(.opportunities)
    try setAll(.wonOpportunities)
    let customer = try scene.customer("a", owner: "li.wei")
    scene.now = "2026-03-02T01:00:00Z"
    let sales = try (1...4).map { _ in try scene.opportunity(of: customer, owner: li) }
    scene.now = "2026-03-05T01:00:00Z"
    try scene.move(sales[0], from: 1, to: 7)
    scene.now = "2026-03-10T01:00:00Z"
    for sale in sales { try scene.edit(.opportunity, sale, ["owner": "wang.fang"]) }
    scene.now = "2026-03-15T01:00:00Z"
    try scene.move(sales[1], from: 1, to: 7)
    // One that is lost counts for nobody, one that is won in April for April.
    try scene.move(sales[2], from: 1, to: 8)
    scene.now = "2026-04-01T01:00:00Z"
    try scene.move(sales[3], from: 1, to: 7)
    #expect(
      try march(.opportunities)
        == result(company: 4, sales: 4, north: 0, east: 4, li: 4, wang: 0))
    #expect(
      try march(.opportunities, byPresentOwner: true)
        == result(company: 4, sales: 4, north: 4, east: 0, li: 0, wang: 4))
    #expect(
      try march(.wonOpportunities)
        == result(company: 2, sales: 2, north: 1, east: 1, li: 1, wang: 1))
    #expect(
      try march(.wonOpportunities, byPresentOwner: true)
        == result(company: 2, sales: 2, north: 2, east: 0, li: 0, wang: 2))
  }

  /// What was undone never was; what is done again was so all along.
  @Test func undoneChangesOfOwnersDoNotCount() throws {
    try setAll(.wonOpportunities)
    let customer = try scene.customer("a", owner: "li.wei")
    scene.now = "2026-03-02T01:00:00Z"
    let sale = try scene.opportunity(of: customer, owner: li)
    scene.now = "2026-03-04T01:00:00Z"
    try scene.edit(.opportunity, sale, ["owner": "wang.fang"])
    scene.now = "2026-03-06T01:00:00Z"
    try scene.undo()
    func win(at now: String) throws {
      scene.now = now
      try scene.move(sale, from: 1, to: 7)
    }
    let ofLi = result(company: 1, sales: 1, north: 0, east: 1, li: 1, wang: 0)
    let ofWang = result(company: 1, sales: 1, north: 1, east: 0, li: 0, wang: 1)
    for now in ["2026-03-03", "2026-03-05", "2026-03-07"] {
      try win(at: "\(now)T01:00:00Z")
      #expect(try march(.wonOpportunities) == ofLi, "\(now)")
      try scene.move(sale, from: 7, to: 1)
    }
    scene.now = "2026-03-08T01:00:00Z"
    _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
    for (now, wanted) in [("2026-03-03", ofLi), ("2026-03-05", ofWang), ("2026-03-09", ofWang)] {
      try win(at: "\(now)T01:00:00Z")
      #expect(try march(.wonOpportunities) == wanted, "\(now)")
      try scene.move(sale, from: 7, to: 1)
    }
  }

  /// A contract counts on the day on which it was signed, its payments on theirs, both for whoever had it at
  /// the end of that day.
  @Test func contractsAndPaymentsCountForTheOwnerOfTheirDay() throws {
    let customer = try scene.customer("a", owner: "li.wei")
    for (metric, holder) in [
      (TargetMetric.contractAmount, "li.wei"), (.contractAmount, "wang.fang"),
      (.paymentAmount, "li.wei"), (.paymentAmount, "wang.fang"), (.paymentAmount, "company"),
    ] {
      try scene.setTarget("1000", of: metric, for: holder, period: "2026-03")
    }
    func sign(_ amount: String, on day: String) throws -> Int64 {
      try scene.add(
        .contract,
        [
          "name": "k\(amount)", "customer": "\(customer)", "amount": amount, "signed": day,
          "owner": "li.wei",
        ])
    }
    scene.now = "2026-03-05T01:00:00Z"
    let contract = try sign("500.50", on: "2026-03-05")
    let late = try sign("200", on: "2026-02-28")
    let draft = try sign("100", on: "2026-03-04")
    for (id, approval) in [(contract, "approved"), (late, "approved"), (draft, "draft")] {
      _ = try scene.store.session().write { db in
        try db.update(
          "contract", where: "id = \(id)",
          set: [
            ("approval", "\(approval)"),
            ("approved_at", approval == "approved" ? "\(db.request.at)" : "NULL"),
          ])
      }
    }
    func pay(_ amount: Int64, on day: String, _ number: String) throws {
      _ = try scene.store.session().write { db in
        let now = Scalar.text(db.request.at.description)
        try db.insert(
          "payment",
          [
            ("number", .text(number)), ("contract", .integer(contract)),
            ("amount", .integer(amount)), ("received", .text(day)),
            ("reason", amount < 0 ? .text("refund") : .null), ("created_at", now),
            ("updated_at", now),
          ])
      }
    }
    try pay(10_000, on: "2026-03-10", "a")
    scene.now = "2026-03-11T10:00:00Z"
    _ = try scene.store.session().write { db in
      try db.update("contract", where: "id = \(contract)", set: [("owner", "\(wang)")])
    }
    try pay(20_000, on: "2026-03-11", "b")
    try pay(-5_000, on: "2026-03-12", "c")
    try pay(90_000, on: "2026-04-01", "d")
    func figures(_ metric: TargetMetric, _ byPresentOwner: Bool = false) throws -> [String] {
      try scene.reached(metric, in: "2026-03", byPresentOwner: byPresentOwner)
    }
    #expect(try figures(.contractAmount) == ["li.wei 500.50", "wang.fang 0.00"])
    #expect(try figures(.contractAmount, true) == ["li.wei 0.00", "wang.fang 500.50"])
    #expect(try figures(.paymentAmount) == [" 250.00", "li.wei 100.00", "wang.fang 150.00"])
    #expect(try figures(.paymentAmount, true) == [" 250.00", "li.wei 0.00", "wang.fang 250.00"])
  }

  @Test func aUserChangesTeams() throws {
    try setAll(.activities)
    let customer = try scene.customer("a", owner: "li.wei")
    scene.now = "2026-03-05T01:00:00Z"
    try scene.followUp(customer, by: "li.wei")
    scene.now = "2026-03-10T01:00:00Z"
    try scene.edit(.user, li, ["team": "华北"])
    scene.now = "2026-03-15T01:00:00Z"
    try scene.followUp(customer, by: "li.wei")
    try scene.followUp(customer, by: "admin")
    scene.now = "2026-03-20T01:00:00Z"
    try scene.edit(.user, li, ["team": ""])
    scene.now = "2026-03-25T01:00:00Z"
    try scene.followUp(customer, by: "li.wei")
    #expect(
      try march(.activities) == result(company: 4, sales: 2, north: 1, east: 1, li: 3, wang: 0))
    #expect(
      try march(.activities, byPresentOwner: true)
        == result(company: 4, sales: 0, north: 0, east: 0, li: 3, wang: 0))
  }

  /// A team that is moved takes its past along: the tree is the present one.
  @Test func teamsCountWithTheTeamsBelow() throws {
    try setAll(.activities)
    let customer = try scene.customer("a", owner: "li.wei")
    scene.now = "2026-03-05T01:00:00Z"
    try scene.followUp(customer, by: "li.wei")
    #expect(
      try march(.activities) == result(company: 1, sales: 1, north: 0, east: 1, li: 1, wang: 0))
    try scene.edit(.team, 2, ["parent": "华北"])
    #expect(
      try march(.activities) == result(company: 1, sales: 1, north: 1, east: 1, li: 1, wang: 0))
    try scene.edit(.team, 2, ["parent": ""])
    #expect(
      try march(.activities) == result(company: 1, sales: 0, north: 0, east: 1, li: 1, wang: 0))
  }
}
