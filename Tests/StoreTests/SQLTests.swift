import Store
import Testing
import Values

@Suite struct SQLTests {
  @Test func valuesAreAlwaysParameters() {
    let name = "x'; DROP TABLE customer; --"
    let sql: SQL = "SELECT 1 WHERE name = \(name) AND id = \(Int64(7))"
    #expect(sql.text == "SELECT 1 WHERE name = ? AND id = ?")
    #expect(sql.values == [.text(name), .integer(7)])
  }

  @Test func fragmentsBringTheirParametersAlong() {
    let condition: SQL = "a = \("x")"
    let sql: SQL = "SELECT \(Int64(1)) WHERE \(condition) OR b = \(Int64?.none)"
    #expect(sql.text == "SELECT ? WHERE a = ? OR b = ?")
    #expect(sql.values == [.integer(1), .text("x"), .null])
  }

  @Test(arguments: [("user", "\"user\""), ("a\"b", "\"a\"\"b\""), ("", "\"\"")])
  func identifiersAreQuoted(name: String, quoted: String) {
    let sql: SQL = "\(identifier: name)"
    #expect(sql.text == quoted)
  }

  @Test func idsAreOneParameterWhateverTheirNumber() {
    let sql: SQL = "id IN \(ids: [3, 1, 2])"
    #expect(sql.text == "id IN (SELECT value FROM json_each(?))")
    #expect(sql.values == [.text("[3,1,2]")])
  }

  @Test func anEmptyConjunctionHolds() {
    #expect([SQL]().conjunction().text == "1")
    #expect(["a" as SQL, "b OR c"].conjunction().text == "(a) AND (b OR c)")
  }
}
