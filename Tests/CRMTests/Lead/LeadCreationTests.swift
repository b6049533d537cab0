import Store
import Testing
import Values

@testable import CRM

/// New leads, and which pools they may lie in.
@Suite struct LeadCreationTests {
  private let scene: LeadScene

  init() throws {
    scene = try LeadScene()
  }

  @Test func addedByHandItBelongsToTheActor() throws {
    let lead = try scene.records.add("lead", ["name": "周敏"])
    #expect(try scene.lead(lead, "status", "owner", "pool", "origin") == "new|1||create")
    try scene.store.expectSound()
  }

  @Test func chineseFileLiesInThePoolOfLeads() throws {
    let report = try scene.fixture.report(
      "姓名,公司,手机,来源,线索状态\n周敏,光明制药,139 0013 9020,展会,\n郑凯,,+86 13900139021/010-88889999,官网,跟进中\n",
      into: .lead)
    #expect(report.created == 2)
    #expect(
      try scene.fixture.rows(
        """
        SELECT l.name, company, mobile_key, source, status, p.name, origin
        FROM lead l JOIN pool p ON p.id = l.pool ORDER BY l.id
        """) == [
          "周敏|光明制药|13900139020|exhibition|new|leads|import",
          "郑凯||13900139021 01088889999|website|working|leads|import",
        ])
    #expect(scene.store.notes == ["2 leads have no owner and lie in the pool 'leads'"])
    try scene.store.expectSound()
  }

  @Test func poolsHoldOneOrTheOther() throws {
    try scene.records.add("pool", ["name": "East leads", "holds": "leads"])
    try scene.records.add("pool", ["name": "East"])
    try scene.lead("A", ["pool": "East leads"])
    try scene.lead("B", ["pool": "East"], expecting: .no)
    try scene.lead("C", ["pool": "public"], expecting: .no)
    try scene.records.add("customer", ["name": "D", "pool": "East"])
    try scene.records.add("customer", ["name": "E", "pool": "leads"], expecting: .no)
    try scene.lead("F", ["pool": "leads", "owner": "wang"], expecting: .usage)
    #expect(
      try scene.fixture.faults("name,pool\nG,East leads\nH,East\n", into: .lead)
        == ["E_POOL_HOLDS 3:-"])
    #expect(
      try scene.fixture.faults("name,pool\nG,New\n", into: .lead) { $0.createsMissing = ["pool"] }
        == ["E_POOL_HOLDS 2:-"])
    #expect(try scene.fixture.count("lead") == "1")
    try scene.store.expectSound()
  }

  @Test func builtInPoolsStay() throws {
    for pool in try scene.fixture.rows("SELECT id FROM pool WHERE name IN ('public', 'leads')") {
      try scene.records.delete("pool", try #require(Int64(pool)), expecting: .no)
    }
    try scene.records.edit("pool", 2, ["holds": "customers"], expecting: .usage)
  }

  @Test func aStatusGoesWithWhatItIsAbout() throws {
    try scene.lead("A", ["status": "converted"], expecting: .usage)
    try scene.lead("B", ["status": "disqualified"], expecting: .usage)
    try scene.lead("C", ["disqualify_reason": "no_need"], expecting: .usage)
    let lead = try scene.lead("D", ["status": "disqualified", "disqualify_reason": "no_need"])
    #expect(try scene.lead(lead, "status", "disqualify_reason") == "disqualified|no_need")
    #expect(try scene.fixture.count("lead") == "1")
  }

  @Test func filesTakeOverWhatLeadsBecame() throws {
    try scene.records.add("customer", ["name": "Acme"])
    let file = "name,status,converted_customer,converted_at\nA,converted,Acme,2025-05-01\n"
    #expect(try scene.fixture.faults(file, into: .lead) == ["E_LEAD_STATUS 2:-"])
    try scene.fixture.report(file, into: .lead) { $0.isHistoric = true }
    #expect(try scene.lead(1, "status", "converted_customer") == "converted|1")
    try scene.store.expectSound()
  }

  @Test func customFieldsAndTheViewComeByThemselves() throws {
    try scene.records.add("field", ["noun": "lead", "key": "budget", "type": "money"])
    let lead = try scene.lead("周敏", ["budget": "100", "mobile": "13900139020 13900139021"])
    #expect(
      try scene.fixture.rows("SELECT name, status, owner, budget FROM v_lead")
        == ["周敏|new|wang|10000"])
    #expect(
      try scene.fixture.rows("SELECT key, record FROM phone_number WHERE noun = 'lead' ORDER BY 1")
        == ["13900139020|\(lead)", "13900139021|\(lead)"])
    try scene.records.edit("lead", lead, ["mobile": "", "phone": "13900139021 / 010-88889999"])
    #expect(
      try scene.fixture.rows("SELECT key FROM phone_number WHERE noun = 'lead' ORDER BY 1")
        == ["01088889999", "13900139021"])
    try scene.store.expectSound()
    try scene.records.delete("lead", lead)
    try scene.records.restore("lead", lead)
    try scene.records.undo()
    try scene.store.expectSound()
  }

  @Test func manyAtOnceTakeTheSameWay() throws {
    let rows = (0..<12_000).map {
      "L\($0),C\($0),1380000\(1000 + $0 % 9000) / 021-5\(100_000 + $0)\n"
    }
    try scene.fixture.report("name,company,mobile\n" + rows.joined(), into: .lead)
    #expect(try scene.fixture.count("lead") == "12000")
    #expect(try scene.fixture.count("phone_number") == "24000")
    try scene.store.expectSound()
    try scene.records.undo()
    #expect(try scene.fixture.count("phone_number") == "0")
  }
}
