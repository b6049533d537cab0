import CRM
import Catalogue
import Store
import Testing
import Values

@Suite struct TransferTests {
  let scene: PoolScene
  let customer: Int64
  let li: Int64
  let wang: Int64

  init() throws {
    scene = try PoolScene()
    li = try scene.user("li.wei")
    wang = try scene.user("wang.fang")
    customer = try scene.customer("华为", owner: "li.wei")
  }

  private func owner(ofOpportunity id: Int64) throws -> Int64? {
    try scene.value("SELECT owner FROM opportunity WHERE id = \(id)", as: Int64?.self) ?? nil
  }

  @Test func whatBelongsToACustomerGoesAlong() throws {
    let open = try scene.opportunity(of: customer, owner: li)
    let won = try scene.opportunity(of: customer, owner: li, stage: 7)
    let foreign = try scene.opportunity(of: customer, owner: 1)
    let task = try scene.task("own", of: customer, assignee: "li.wei")
    let foreignTask = try scene.task("foreign", of: customer, assignee: "admin")
    let free = try scene.task("free", assignee: "li.wei")
    let manifest = try scene.transfer(customer, to: "wang.fang", as: "li.wei")
    #expect(
      manifest.references == ["customer/\(customer)", "opportunity/\(open)", "task/\(task)"])
    #expect(try scene.owner(of: customer) == "wang.fang")
    #expect(try owner(ofOpportunity: open) == wang)
    #expect(try owner(ofOpportunity: won) == li, "what is closed is history")
    #expect(try owner(ofOpportunity: foreign) == 1)
    #expect(try scene.assignee(of: task) == "wang.fang")
    #expect(try scene.assignee(of: foreignTask) == "admin")
    #expect(try scene.assignee(of: free) == "li.wei")
    #expect(
      try scene.value("SELECT kind FROM ownership_event WHERE customer = \(customer)") == "transfer"
    )
    #expect(try scene.shares(of: customer) == [])
    try scene.store.expectSound()
    _ = try OperationUndo(scene.store.session(as: "li.wei")).undo(nil, isPartial: false)
    #expect(try scene.owner(of: customer) == "li.wei")
    #expect(try owner(ofOpportunity: open) == li)
    #expect(try scene.assignee(of: task) == "li.wei")
    try scene.store.expectSound()
  }

  @Test(arguments: TransferPart.allCases)
  func onlyWhatIsNamedGoesAlong(part: TransferPart) throws {
    let opportunity = try scene.opportunity(of: customer, owner: li)
    let task = try scene.task("own", of: customer, assignee: "li.wei")
    try scene.transfer(customer, to: "wang.fang", with: [part])
    #expect(try owner(ofOpportunity: opportunity) == (part == .opportunities ? wang : li))
    #expect(try scene.assignee(of: task) == (part == .tasks ? "wang.fang" : "li.wei"))
  }

  @Test func theFormerOwnerKeepsAGrant() throws {
    let other = try scene.customer("中兴", owner: "admin")
    try scene.share(customer, with: "wang.fang")
    try scene.transfer(customer, other, to: "wang.fang", keeping: ShareGrant(.edit))
    #expect(try scene.shares(of: customer) == ["li.wei edit"])
    #expect(try scene.shares(of: other) == ["admin edit"])
    try scene.followUp(customer, by: "li.wei")
    #expect(try scene.exit { try scene.followUp(other, by: "li.wei") } == .denied)
    try scene.store.expectSound()
  }

  @Test func whoMayNotOrCannot() throws {
    let pooled = try scene.customer("公海客户")
    #expect(try scene.failure { try scene.transfer(pooled, to: "li.wei") }.code == "not_owned")
    #expect(
      try scene.failure { try scene.transfer(pooled, to: "li.wei", as: "li.wei") }.exit == .denied)
    #expect(
      try scene.failure { try scene.transfer(customer, to: "wang.fang", as: "wang.fang") }.exit
        == .denied)
    let both = try scene.failure { try scene.transfer(customer, pooled, to: "wang.fang") }
    #expect(both.exit == .conflict)
    #expect(try scene.owner(of: customer) == "li.wei", "all of them or none")
    try scene.edit(.user, wang, ["active": "no"])
    #expect(
      try scene.failure { try scene.transfer(customer, to: "wang.fang") }.code == "E_INACTIVE")
  }

  @Test func toTheSameOwnerNothingChanges() throws {
    let manifest = try scene.transfer(customer, to: "li.wei", keeping: ShareGrant(.read))
    #expect(manifest.isEmpty)
    #expect(try scene.shares(of: customer) == [])
    #expect(scene.store.notes.last == "1 customer belongs to li.wei already")
  }

  @Test func aDryRunMovesNothing() throws {
    let result = try Transfer(scene.store.session(dryRun: true)).transfer(
      ["\(customer)"], to: "wang.fang", with: TransferPart.standard, keeping: nil)
    #expect(result.value.manifest.references == ["customer/\(customer)"])
    #expect(try scene.owner(of: customer) == "li.wei")
  }

  @Test func contractsGoAlongWhenAsked() throws {
    for number in ["A-1", "A-2"] {
      try scene.add(
        .contract,
        ["customer": "\(customer)", "number": number, "amount": "10", "owner": "li.wei"])
    }
    let kept = try scene.transfer(customer, to: "wang.fang")
    #expect(!kept.references.contains { $0.hasPrefix("contract/") })
    _ = try OperationUndo(scene.store.session()).undo(nil, isPartial: false)
    let manifest = try Transfer(scene.store.session()).transfer(
      ["\(customer)"], to: "wang.fang", with: [.contracts], keeping: nil
    ).value.manifest
    #expect(
      manifest.references.filter { $0.hasPrefix("contract/") } == ["contract/1", "contract/2"])
    #expect(try TransferPart("contracts") == .contracts)
  }
}
