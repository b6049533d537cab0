import CRM
import Catalogue
import Store
import Testing
import Values

@Suite struct TargetTests {
  let scene: PoolScene
  let li: Int64
  let wang: Int64

  init() throws {
    scene = try PoolScene()
    try scene.add(.team, ["name": "销售"])
    try scene.add(.team, ["name": "华东", "parent": "销售"])
    li = try scene.user("li.wei", team: "华东")
    wang = try scene.user("wang.fang", team: "销售")
    try scene.edit(.user, li, ["manager": "wang.fang"])
  }

  private func stored() throws -> [String] {
    try scene.store.session().read { db in
      try db.values(
        """
        SELECT t.metric || ' ' || coalesce(u.login, m.name, 'company') || ' ' || t.period || ' '
          || t.tier || ' ' || coalesce(t.amount, t.count)
        FROM target t LEFT JOIN "user" u ON u.id = t."user" LEFT JOIN team m ON m.id = t.team
        WHERE t.deleted_at IS NULL ORDER BY t.id
        """)
    }
  }

  @Test func settingIsMakingOrChanging() throws {
    let made = try scene.setTarget(
      "5", for: "user:li.wei", "wang.fang", period: "2026-03", "2026-04")
    #expect(made.created == 4 && made.targets.count == 4)
    let again = try scene.setTarget("6", for: "user:li.wei", period: "this month")
    #expect(again.created == 0 && again.targets == [1])
    #expect(try scene.setTarget("6", for: "li.wei", period: "2026-03").targets == [])
    try scene.setTarget("9", for: "li.wei", period: "2026-03", tier: .stretch)
    try scene.setTarget("1,234.50", of: .contractAmount, for: "team:华东", period: "2026-q1")
    try scene.setTarget("0", of: .activities, for: "company", period: "2026")
    #expect(
      try stored() == [
        "new_customers li.wei 2026-03 base 6", "new_customers li.wei 2026-04 base 5",
        "new_customers wang.fang 2026-03 base 5", "new_customers wang.fang 2026-04 base 5",
        "new_customers li.wei 2026-03 stretch 9", "contract_amount 华东 2026-Q1 base 123450",
        "activities company 2026 base 0",
      ])
    try scene.store.expectSound()
  }

  @Test func whatIsNoTarget() throws {
    for (value, metric, holder, period, exit) in [
      ("5.5", TargetMetric.activities, "li.wei", "2026-03", ExitCode.usage),
      ("-5", .activities, "li.wei", "2026-03", .usage),
      ("-5", .contractAmount, "li.wei", "2026-03", .usage),
      ("", .activities, "li.wei", "2026-03", .usage),
      ("many", .paymentAmount, "li.wei", "2026-03", .usage),
      ("5", .activities, "nobody", "2026-03", .notFound),
      ("5", .activities, "team:nobody", "2026-03", .notFound),
      ("5", .activities, "pool:public", "2026-03", .usage),
      ("5", .activities, "li.wei", "2026-03-01", .usage),
      ("5", .activities, "li.wei", "soon", .usage),
    ] {
      let refused = try scene.exit {
        try scene.setTarget(value, of: metric, for: holder, period: period)
      }
      #expect(refused == exit || refused == .badData, "\(value) \(metric) \(holder) \(period)")
    }
    #expect(try stored() == [])
    try scene.setTarget("5", for: "li.wei", period: "2026-03")
    #expect(try scene.exit { try scene.edit(.target, 1, ["amount": "7"]) } == .usage)
    #expect(try scene.exit { try scene.edit(.target, 1, ["count": ""]) } == .usage)
    #expect(
      try scene.failure {
        try scene.add(
          .target,
          ["metric": "new_customers", "user": "li.wei", "period": "2026-03", "count": "1"])
      }.code == "E_DUPLICATE")
    #expect(
      try scene.failure {
        try scene.add(
          .target, ["metric": "activities", "user": "li.wei", "team": "华东", "period": "2026-03"])
      }.code == "E_HOLDER")
    #expect(
      try scene.failure {
        try scene.add(
          .target, ["metric": "activities", "user": "li.wei", "period": "2026-03", "amount": "1"])
      }.code == "E_REQUIRED")
    try scene.store.expectSound()
  }

  @Test func targetsAreDeletedRestoredAndUndone() throws {
    try scene.setTarget("5", for: "li.wei", period: "2026-03")
    try scene.setTarget("7", for: "li.wei", period: "2026-03")
    try scene.undo()
    #expect(try stored() == ["new_customers li.wei 2026-03 base 5"])
    try scene.delete(.target, 1)
    #expect(try stored() == [])
    try scene.undo()
    try scene.delete(.target, 1)
    try scene.setTarget("8", for: "li.wei", period: "2026-03")
    let session = scene.store.session()
    let second = try scene.exit {
      _ = try session.write { db in
        try RecordPresence(.target, session: session, db: db).restore([1])
      }
    }
    #expect(second == .duplicate, "there is another one by now")
    #expect(try stored() == ["new_customers li.wei 2026-03 base 8"])
    try scene.store.expectSound()
  }

  @Test func aDryRunSetsNothing() throws {
    _ = try TargetSetting(scene.store.session(dryRun: true)).set(
      .init(metric: .activities, holders: ["company"], periods: ["2026"], value: "5"))
    #expect(try stored() == [])
  }

  // MARK: Who may

  @Test func whoIsAboveSetsTheTargets() throws {
    try scene.edit(.team, 1, ["head": "wang.fang"])
    func exit(_ holder: String, as user: String) throws -> ExitCode? {
      try scene.exit { try scene.setTarget("5", for: holder, period: "2026", as: user) }
    }
    #expect(try exit("user:li.wei", as: "wang.fang") == nil)
    #expect(try exit("team:华东", as: "wang.fang") == nil)
    for (holder, user) in [
      ("user:wang.fang", "wang.fang"), ("team:销售", "wang.fang"), ("company", "wang.fang"),
      ("user:li.wei", "li.wei"), ("user:wang.fang", "li.wei"), ("team:华东", "li.wei"),
    ] {
      #expect(try exit(holder, as: user) == .denied, "\(holder) \(user)")
    }
    let session = scene.store.session(as: "li.wei")
    let deleted = try scene.exit {
      _ = try session.write { db in
        try RecordPresence(.target, session: session, db: db).delete([1])
      }
    }
    #expect(deleted == .denied)
    #expect(try stored().count == 2)
  }

  @Test func whoLeavesKeepsThePast() throws {
    try scene.setTarget("5", for: "li.wei", period: "2026-02", "2026-03", "2026-04", "2027")
    let manifest = try Offboarding(scene.store.session()).offboard("li.wei", to: .user("wang.fang"))
      .value.manifest
    #expect(
      try stored() == [
        "new_customers li.wei 2026-02 base 5", "new_customers li.wei 2026-03 base 5",
      ])
    #expect(Set(manifest.references).isSuperset(of: ["target/3", "target/4"]))
    try scene.store.expectSound()
  }

  // MARK: Files

  @Test func targetsComeFromFiles() throws {
    let fixture = try ImportFixture(scene.store)
    let report = try fixture.report(
      """
      指标,员工,部门,期间,目标值
      activities,li.wei,,2026-03,60
      合同金额,,华东,2026-Q1,"1,000,000.00"
      activities,li.wei,,2026/4,61
      """, into: .target)
    #expect(report.created == 3)
    #expect(
      try stored() == [
        "activities li.wei 2026-03 base 60", "contract_amount 华东 2026-Q1 base 100000000",
        "activities li.wei 2026-04 base 61",
      ])
    let faults = try fixture.faults(
      "metric,user,period,value\nactivities,li.wei,2026-05,1\nactivities,li.wei,2026-05,2\n",
      into: .target)
    #expect(faults == ["E_DUPLICATE 3:-"])
    #expect(try stored().count == 3, "all of them or none")
    try scene.store.expectSound()
  }
}
