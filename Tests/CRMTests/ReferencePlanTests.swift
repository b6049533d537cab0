import Catalogue
import Store
import Testing

@testable import CRM

/// Whoever names a record finds it through an index.
///
/// So a file with a million references is no million times a table. Configuration is a table of some dozens.
@Suite struct ReferencePlanTests {
  @Test(arguments: Catalogue.builtIn.nouns.filter { !$0.isConfiguration }.map(\.name))
  func namesAreLookedUp(name: String) throws {
    let noun = try #require(Catalogue.builtIn.noun(name))
    let store = try TestStore()
    for field in ["external_id"] + noun.identifyingFields {
      let column = noun.field(field)?.keyColumn ?? field
      let plan = try store.session().read { db in
        try db.rows(
          """
          EXPLAIN QUERY PLAN SELECT id FROM \(identifier: noun.table) r
          WHERE \(identifier: column) = \("x") AND r.deleted_at IS NULL ORDER BY id LIMIT 100
          """, as: Int.self, Int.self, Int.self, String.self
        ).map(\.3)
      }
      #expect(plan.first?.hasPrefix("SEARCH r USING") == true, "\(name).\(field): \(plan)")
    }
  }
}
