import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// A store has enterprises, individuals, or both.
@Suite struct CustomerTypesTests {
  @Test func whatThereIsNotIsRefused() throws {
    let scene = try PoolScene()
    let company = try scene.customer("甲公司")
    let person = try scene.add(
      .customer, ["name": "张伟", "type": "individual", "phone": "13800138000"])
    func offer(_ offer: CustomerTypes.Offer, as user: String? = nil) throws {
      _ = try CustomerTypes.write(offer, session: scene.store.session(as: user))
    }
    #expect(try scene.failure { try offer(.enterprise) }.code == "E_TYPE")
    #expect(try scene.value("SELECT value FROM setting WHERE name = 'customer.types'") == "both")
    try scene.delete(.customer, company)
    try offer(.individual)
    let next = try scene.customer("李娜")
    #expect(
      try scene.value("SELECT type FROM customer WHERE id = \(next)") == "individual")
    #expect(
      try scene.failure { try scene.add(.customer, ["name": "乙公司", "type": "enterprise"]) }.code
        == "E_TYPE")
    #expect(
      try scene.failure {
        try RuleScene(scene.store).edit("customer", person, ["type": "enterprise"])
      }.code == "E_TYPE")
    #expect(throws: UserErrors.self) {
      try ImportFixture(scene.store).report("name,type\n丙公司,enterprise\n")
    }
    #expect(try scene.value("SELECT count(*) FROM customer WHERE name = '丙公司'") == 0)
    try scene.user("li.wei")
    #expect(try scene.failure { try offer(.both, as: "li.wei") }.exit == .denied)
    try offer(.both)
    try scene.add(.customer, ["name": "乙公司", "type": "enterprise"])
  }
}
