import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

/// What is exported as CSV and imported into an empty store gives the same export again.
@Suite struct ExportRoundTripTests {
  /// Texts that a careless writer or reader of CSV would change.
  private static let hostile = [
    "=1+1", "+86", "-7", "@SUM(A1)", "a,b", "two \"quotes\"", "\"all quoted\"", "line\nfeed",
    "carriage\rreturn", "both\r\nof them", "tab\there", "007", "1.38E+10", "2026-03-01", "NULL",
    "null", "'apostrophe", "\\n", "50%_", "O'Brien; DROP TABLE customer", "𠮷野家", "🏳️‍🌈 flag",
    "e\u{301} and é", "全角，逗号“引号”", "a\u{A0}b", "\u{200B}zero width", "\u{FEFF}mark inside",
    "true", "1", "customer/1", "sep=;", "#comment", #"\N"#, #"\\N"#, #"\"#, "N",
  ]

  private static func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  @Test func wholeStoreMovesWithoutLoss() throws {
    let source = try ImportFixture()
    try fill(source)
    let target = try ImportFixture()
    // In the order of their references; the admin, the roles and the first pool are there already.
    let nouns: [Noun] = [
      .role, .team, .user, .dict, .tag, .pool, .category, .product, .pipeline, .stage, .customer,
      .contact, .opportunity, .lead, .behavior, .activity, .task, .view,
    ]
    for noun in nouns {
      let file = try ExportText.csv(noun, of: source.store.session())
      let report = try target.report(file, into: noun) {
        $0.isHistoric = true
        $0.onDuplicate = .skip
      }
      #expect(report.unmapped == [], "\(noun.name)")
      let again = try ExportText.csv(noun, of: target.store.session())
      let difference = zip(file.split(separator: "\n"), again.split(separator: "\n")).first {
        $0 != $1
      }
      #expect(again == file, "\(noun.name): \(String(describing: difference))")
    }
    #expect(try target.count("customer") == "\(Self.hostile.count + 7)")
    #expect(try target.count("opportunity") == "5")
  }

  private func reference(_ noun: Noun, where condition: SQL, in fixture: ImportFixture) throws
    -> String
  {
    let ids = try fixture.rows(
      "SELECT id FROM \(identifier: noun.table) WHERE \(condition)")
    return noun.name + "/" + (try #require(ids.first))
  }

  private func fill(_ fixture: ImportFixture) throws {
    func add(_ noun: Noun, _ csv: String) throws {
      _ = try fixture.report(csv, into: noun) { $0.isHistoric = true }
    }
    try add(.team, "name,parent\n华东区,\n\"Sales, \"\"inside\"\"\",华东区\n")
    try add(
      .user,
      #"""
      name,login,email,phone,team,manager,role,active
      王芳,wang.fang,wf@example.com,13800138000,华东区,admin,"sales",yes
      "O'Brien, ""Bob""",bob,,,"Sales, ""inside""",wang.fang,sales,no

      """#)
    try add(.dict, "dictionary,key,kind\ntag.group,size,exclusive\n")
    try add(.tag, "name,group\nVIP,\n\"\"\"A\"\" list\",size\n")
    try add(.pool, "name,holds\n\"East, west\",\nEast leads,leads\n")
    try add(.category, "name,parent\nSoftware,\nTools,Software\n")
    try add(
      .product,
      "code,name,category,list_price,cost,remark\n007,=cmd,Tools,0.10,,\"two\nlines\"\nB,标准版,,9800,1.5,\n"
    )
    var customers =
      "name,external_id,type,phone,owner,pool,parent,remark,next_follow_up,held_since,tag\n"
    for (number, text) in Self.hostile.enumerated() {
      let holder = number % 3 == 0 ? "wang.fang," : number % 3 == 1 ? ",\"East, west\"" : ","
      customers +=
        "Customer \(number),,,,\(holder),,\(Self.quoted(text)),2026-03-0\(number % 9 + 1),"
        + "2025-12-0\(number % 9 + 1),\(number % 2 == 0 ? "\"VIP,\"\"A\"\" list\"" : "")\n"
    }
    customers += "张伟,P1,individual,13800138001,,,Customer 1,,,,VIP\n"
    customers += "张伟,P2,individual,13800138002 / 0755-1234567,,,P1,,,,\n"
    // Two of one name, a part of one of them, and one whose name is the external id of another.
    customers += "李娜,,individual,13800138003,,,,,,,\n李娜,,individual,13800138004,,,,,,,\n"
    customers += "P2,,,,,,,,,,\n"
    customers += "\"He said \"\"no\"\", twice\",,,,bob,,张伟集团,,,,\n张伟集团,,,,,,,,,,\n"
    try add(.customer, customers)
    try add(
      .contact,
      #"""
      customer,name,phone,email,primary,decision_maker,remark,tag
      Customer 1,"Smith, Ann",13900139000,ann@example.com,no,yes,"a ""b"" c",VIP
      Customer 1,Ben,,,yes,,,
      P2,陈,010-62345678 转 12,,,no,,
      Customer 2,Same,,,,,,
      Customer 3,Same,,,,,,
      \#(try reference(.customer, where: "phone = '13800138004'", in: fixture)),Li,,,,,,
      \#(try reference(.customer, where: "name = 'P2'", in: fixture)),Not Zhang,,,,,,

      """#)
    try add(
      .opportunity,
      #"""
      name,customer,stage,amount,expected_close,owner,closed_at,remark
      First,Customer 2,,1234.50,2026-04-01,wang.fang,,"x,
      y"
      Second,P2,Won,0.01,,admin,2026-02-01,
      "Third ""3""","He said ""no"", twice",Lost,,,bob,2026-02-02T10:00:00Z,

      """#)
    try add(
      .opportunity,
      #"""
      name,customer,stage,amount,created_at,lines,stage_events
      With lines,Customer 2,Presentation,300,2026-01-01,"[{""product"":""=cmd"",""quantity"":""2.5"",""price"":""0.07""},{""product"":""B"",""price"":null}]","[{""to"":""Interest"",""at"":""2026-01-01T08:00:00Z"",""by"":""bob"",""amount"":""100.00"",""probability"":10},{""to"":""Presentation"",""at"":""2026-01-02T08:00:00Z"",""probability"":30},{""to"":""Interest"",""at"":""2026-01-03T08:00:00Z"",""probability"":10},{""to"":""Presentation"",""at"":""2026-01-04T08:00:00Z"",""amount"":""300"",""probability"":30}]"
      First,Customer 3,,,,,

      """#)
    try add(
      .behavior,
      "name,points,max_per_day,half_life,active\n不接电话,-10,1,,yes\n\"\"\"budget\"\"\",20,,30,no\n")
    try add(
      .activity,
      #"""
      customer,contact,method,at,phone,note,behavior,behavior_terms
      Customer 1,Ben,phone,2026-02-01T08:00:00Z,13900139000,"He said: ""later"",
      and hung up","不接电话,""budget""","[{""behavior"":""不接电话"",""points"":-5}]"
      P1,,visit,2026-02-03,,=HYPERLINK,不接电话,
      Customer 3,\#(try reference(.contact, where: "name = 'Same' AND id > 4", in: fixture)),visit,2026-02-03,,x,,

      """#)
    try addLeads(to: fixture)
    try add(
      .task,
      #"""
      title,customer,contact,opportunity,assignee,due,priority,note,state,done_at,done_by,outcome
      "Call, ""soon""",Customer 1,Ben,,bob,2026-04-01,high,"two
      lines",,,,
      报价,,,Second,wang.fang,,,,done,2026-02-05T08:00:00Z,bob,"=sent"
      Nothing,,,,admin,2026-02-01,low,,cancelled,,,搬走了

      """#)
    try add(
      .pipeline, "name\n渠道\n")
    try add(.stage, "pipeline,name,probability,kind\n渠道,\"报备, 登记\",20,open\n")
    try add(
      .dict,
      "dictionary,key,label_en,label_zh,position,kind\ncustomer.level,vip,VIP,贵宾,9,\ncustomer.status,trial,Trial,试用,45,middle\n"
    )
    // What is no longer offered stays with the records that have it.
    try add(.dict, "dictionary,key,active\nactivity.method,fax,no\n")
    let session = fixture.store.session()
    _ = try session.write { db in
      try db.update("activity", where: "note = 'x'", set: [("method", "'fax'")])
    }
    try add(.view, "name,noun,condition\nbig,opportunity,amount > 5万\n")
  }

  /// An open lead, one that was given up and one that became a customer, with follow-ups.
  private func addLeads(to fixture: ImportFixture) throws {
    _ = try fixture.report(
      #"""
      name,company,phone,mobile,status,disqualify_reason,disqualify_note,owner,pool,held_since,tag
      Lee,"Acme, Inc",13800138010 / 010-62345678,,working,,,bob,,2026-01-05,VIP
      Lee,,,13800138011,disqualified,no_need,"said ""no""",,East leads,,

      """#, into: .lead
    ) { $0.isHistoric = true }
    _ = try fixture.report(
      #"""
      name,status,owner,converted_customer,converted_contact,converted_opportunity,converted_at
      Ann,converted,wang.fang,Customer 2,,With lines,2026-02-01
      Bea,converted,,Customer 1,Ben,,2026-02-02T08:00:00Z

      """#, into: .lead
    ) { $0.isHistoric = true }
    let lee = try reference(.lead, where: "mobile = '13800138011'", in: fixture)
    _ = try fixture.report(
      "lead,method,at,note,behavior\nAnn,phone,2026-02-04,x y,不接电话\n\(lee),visit,2026-02-05,z,\n",
      into: .activity
    ) { $0.isHistoric = true }
  }
}
