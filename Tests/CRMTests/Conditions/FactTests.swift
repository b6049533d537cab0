import CRM
import Catalogue
import Store
import Testing
import Values

@Suite struct FactTests {
  /// Every fact of the catalogue can be listed, sorted by and asked for.
  @Test func everyFactHasAnExpression() throws {
    let store = try TestStore()
    let session = store.session()
    for noun in Catalogue.builtIn.nouns {
      for fact in noun.facts {
        let facts = FactExpression(asOf: try session.today(), session: session)
        let value = try facts.sql(fact.name, of: noun, alias: "r")
        #expect(value != nil, "\(fact.name)")
        // Rules have to know what changes it.
        #expect(FactExpression.sources(of: fact.name, of: noun)?.isEmpty == false, "\(fact.name)")
        try session.read { db in
          var query = try RecordQuery(noun, session: session)
          query.sort = ["-\(fact.name)"]
          let filter = RecordFilter(conditions: ["\(fact.name) is present"])
          try query.add(filter, reader: try FieldReader(.option, session: session, db: db))
          // A new store has pipelines only.
          let rows: [Int64] = try db.values(try query.sql(["r.id"]))
          let all: [Int64] = try db.values("SELECT id FROM \(identifier: noun.table)")
          #expect(Set(rows).isSubset(of: all))
        }
      }
    }
  }

  /// A filter on a name, and one on an owner, go through their indexes.
  @Test(arguments: [
    ("name = '华为'", "customer_name_key"), ("owner = admin and level is missing", "customer_owner"),
    ("phone is present and pool = public", "customer_pool"),
  ])
  func conditionsUseIndexes(_ text: String, _ index: String) throws {
    let store = try TestStore()
    let session = store.session()
    let plan: [String] = try session.read { db in
      let reader = try FieldReader(.option, session: session, db: db)
      let compiler = try ConditionCompiler(text, for: .customer, session: session, reader: reader)
      return try db.rows(
        "EXPLAIN QUERY PLAN SELECT r.id FROM customer r WHERE \(try compiler.sql())",
        as: Int.self, Int.self, Int.self, String.self
      ).map(\.3)
    }
    #expect(plan.contains { $0.contains(index) }, "\(plan)")
  }
}
