import CRM
import Store
import Tabular
import Testing
import Values

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

    let leads = "leads 0 0 0 0 0 0 0 0 0 0 0   "
    let all = try PoolReport(scene.store.session()).table().feed()
    #expect(try rows(all, in: scene) == ["public 2 5 4 0 1 0 3 3 0 1 1 33.33 33.33 4", leads])
    let march7 = try #require(Day("2026-03-07"))
    let day = try PoolReport(scene.store.session(), period: march7...march7).table().feed()
    #expect(try rows(day, in: scene) == ["public 2 1 0 0 1 0 0 0 0 0 0   ", leads])
    let some = RecordFilter(conditions: ["name in (c1, c4)"])
    let part = try PoolReport(scene.store.session(), filter: some).table().feed()
    #expect(try rows(part, in: scene) == ["public 1 2 2 0 0 0 1 1 0 1 1 100.00 100.00 4", leads])
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
