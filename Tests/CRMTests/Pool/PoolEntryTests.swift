import CRM
import Catalogue
import Store
import Testing
import Values

/// A pool takes only the customers that meet its entry condition.
@Suite struct PoolEntryTests {
  private func scene() throws -> PoolScene {
    let scene = try PoolScene()
    try scene.user("wang")
    try scene.add(.pool, ["name": "East", "entry": "地区 = 华东"])
    return scene
  }

  private func code(_ body: () throws -> Void) throws -> String? {
    do {
      try body()
      return nil
    } catch let error as UserError {
      return error.code
    }
  }

  private func pool(of customer: Int64, in scene: PoolScene) throws -> String? {
    try scene.store.session().read {
      try $0.value(
        "SELECT p.name FROM customer c JOIN pool p ON p.id = c.pool WHERE c.id = \(customer)")
    }
  }

  @Test func conditionsAreKeptInCanonicalForm() throws {
    let scene = try scene()
    let text: String? = try scene.store.session().read {
      try $0.value("SELECT entry FROM pool WHERE name = 'East'")
    }
    #expect(text == "region = '华东'")
    #expect(throws: UserError.self) { try scene.add(.pool, ["name": "X", "entry": "regoin = 1"]) }
  }

  @Test func newCustomersMustMeetIt() throws {
    let scene = try scene()
    try scene.add(.customer, ["name": "A", "region": "east", "pool": "East"])
    #expect(
      try code { try scene.add(.customer, ["name": "B", "region": "south", "pool": "East"]) }
        == "not_admitted")
    #expect(try code { try scene.add(.customer, ["name": "C", "pool": "East"]) } == "not_admitted")
    try scene.add(.customer, ["name": "C", "pool": "public"])
  }

  @Test func releasesMustMeetIt() throws {
    let scene = try scene()
    let east = try scene.add(.customer, ["name": "A", "region": "east", "owner": "wang"])
    let south = try scene.add(.customer, ["name": "B", "region": "south", "owner": "wang"])
    let release = Release(scene.store.session())
    #expect(
      try code {
        _ = try release.release(RecordSelection(["\(east)", "\(south)"]), to: "East", reason: "x")
      } == "not_admitted")
    _ = try release.release(RecordSelection(["\(east)"]), to: "East", reason: "x")
    #expect(try pool(of: east, in: scene) == "East")
  }

  @Test func recycledCustomersThatDoNotMeetItBecomePublic() throws {
    let scene = try scene()
    let east = try scene.add(.customer, ["name": "A", "region": "east", "owner": "wang"])
    let south = try scene.add(.customer, ["name": "B", "region": "south", "owner": "wang"])
    _ = try scene.rule(.noFollowUp, days: 10) { $0.pool = "East" }
    scene.now = "2026-06-01T01:00:00Z"
    let result = try Recycling(scene.store.session()).run().value
    #expect(result.rows.map(\.record) == [east, south])
    #expect(try pool(of: east, in: scene) == "East")
    #expect(try pool(of: south, in: scene) == "public")
    try scene.store.expectSound()
  }
}
