import Store
import Tabular
import Testing
import Values

@testable import CRM

@Suite struct PoolReportTests {
  /// What a query of the store says about the rows of a table, as text.
  private func rows(_ feed: RowFeed, in scene: PoolScene) throws -> [String] {
    let sink = MemorySink()
    let output = ByteOutput(sink: sink)
    try scene.store.session().read { db in
      var rows = RowSink(
        OutputFormat.tsv.makeRenderer(style: RenderStyle(header: false), to: output))
      try rows.begin(feed.columns)
      try feed.rows(db, &rows)
      try rows.end()
    }
    try output.finish()
    return String(decoding: sink.bytes, as: UTF8.self).split(separator: "\n").map {
      String($0.map { $0 == "\t" ? " " : $0 })
    }
  }

  @Test func figuresOfAPeriod() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let ids = try (1...4).map { try scene.customer("c\($0)") }
    scene.now = "2026-03-05T02:00:00Z"
    _ = try scene.claim(ids[0], ids[1], ids[2], as: "li.wei")
    scene.now = "2026-03-06T01:00:00Z"
    try scene.followUp(ids[0], by: "li.wei")
    try scene.followUp(ids[1], by: "admin")
    _ = try scene.opportunity(of: ids[0], owner: 2, stage: 7)
    scene.now = "2026-03-07T01:00:00Z"
    try scene.release(ids[2], as: "li.wei")
    // What comes after the claimer lost the customer is not the claim's merit.
    scene.now = "2026-03-08T01:00:00Z"
    try scene.followUp(ids[2], by: "li.wei")

    let all = try report(in: scene)
    #expect(all == ["public 2 5 4 0 1 0 3 3 0 1 1 33.33 33.33 4"])
    let march7 = try #require(Day("2026-03-07"))
    #expect(
      try report(in: scene) { $0.period = march7...march7 } == ["public 2 1 0 0 1 0 0 0 0 0 0   "])
    #expect(
      try report(in: scene, where: "name in (c1, c4)")
        == ["public 1 2 2 0 0 0 1 1 0 1 1 100.00 100.00 4"])
    // What was known at the end of the day of the claims: the customer that nobody claimed.
    let march5 = try #require(Day("2026-03-05"))
    #expect(
      try report(in: scene) { $0.asOf = march5 } == ["public 1 4 4 0 0 0 3 3 0 1 1 33.33 33.33 4"])
    let march4 = try #require(Day("2026-03-04"))
    #expect(
      try report(in: scene) { $0.asOf = march4 } == ["public 4 4 4 0 0 0 0 0 0 0 0   "])
    for (keys, names) in [
      (["public", "stock"], ["c3", "c4"]), (["public", "released"], ["c3"]),
      (["public", "won"], ["c1"]), (["public", "claimed"], ["c1", "c2", "c3"]),
    ] {
      let session = scene.store.session()
      let answer = try Report.pool.answer(ReportRun(ReportParameters(), session: session))
      #expect(try rows(answer.records(keys).feed(fields: "name"), in: scene).sorted() == names)
    }
  }

  private func report(
    in scene: PoolScene, where condition: String? = nil,
    _ change: (inout ReportParameters) -> Void = { _ in }
  ) throws -> [String] {
    let session = scene.store.session()
    var parameters = ReportParameters()
    if let condition {
      parameters.conditions = try session.read { db in
        try RecordFilter(conditions: [condition]).sql(
          for: .customer, session: session,
          reader: try FieldReader(.option, session: session, db: db))
      }
    }
    change(&parameters)
    return try rows(
      Report.pool.answer(ReportRun(parameters, session: session)).table().feed(drawsBars: false),
      in: scene)
  }

  @Test func listShowsStockAndLimits() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.add(.pool, ["name": "华东", "priority": "5", "claim_per_day": "3"])
    let first = try scene.customer("a", pool: "华东")
    scene.now = "2026-03-02T01:00:00Z"
    _ = try scene.customer("b", pool: "华东")
    _ = try scene.claim(first, as: "li.wei")
    let list = try PoolStock(scene.store.session(as: "li.wei")).list().feed()
    #expect(
      try rows(list, in: scene) == [
        "3 华东 customers true 5 1 2026-03-02T01:00:00Z 1 3  0",
        "1 public customers true 1000 0  0   0", "2 leads leads true 1000 0  0   0",
      ])
  }
}
