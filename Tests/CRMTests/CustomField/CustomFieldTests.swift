import CRM
import Catalogue
import Store
import Testing
import Values

/// Fields that a store's users made are used like built-in ones.
@Suite struct CustomFieldTests {
  private static let fields = """
    noun,key,type,target,unique,default,min,max,length,required
    customer,a_text,text,,,,,,20,
    customer,a_number,integer,,,,-5,1000000,,
    customer,a_decimal,decimal,,,,,,,
    customer,an_amount,money,,,,0,,,
    customer,a_share,percent,,,5,0,30,,yes
    customer,a_flag,bool,,,,,,,
    customer,a_day,date,,,,,,,
    customer,an_instant,datetime,,,,,,,
    customer,a_choice,select,,,,,,,
    customer,some,multiselect,,,,,,,
    customer,a_phone,phone,,,,,,,
    customer,an_email,email,,,,,,,
    customer,a_page,url,,yes,,,,,
    customer,a_user,user,,,,,,,
    customer,a_contact,reference,contact,,,,,,
    contact,编号,text,,,,,,,

    """

  private static let values = #"""
    name,a_text,a_number,a_decimal,an_amount,a_share,a_flag,a_day,an_instant,a_choice,some,a_phone,an_email,a_page,a_user,contact.name,contact.编号
    华为,"=x, ""y""",-5,0.1234,1.50,30.00,是,2026-03-01,2026-03-01T08:00:00Z,大型,"红、green",0755-1,a@b.cn,https://a.cn,admin,任,007
    绿洲,,1000000,,,,否,,,small,blue,,,,,,

    """#

  private func filled() throws -> ImportFixture {
    let fixture = try ImportFixture()
    try fixture.run(Self.fields, into: .customField)
    try fixture.run(
      "dictionary,key,label_zh\ncustomer.a_choice,small,小型\ncustomer.a_choice,big,大型\n"
        + "customer.some,red,红\ncustomer.some,green,绿\ncustomer.some,blue,蓝\n", into: .dict
    )
    try fixture.run(Self.values)
    return fixture
  }

  @Test func valuesOfEveryTypeAreStoredAndComeBack() throws {
    let fixture = try filled()
    let source = fixture.store.session()
    let text = try ExportText.csv(.customer, of: source)
    let target = try ImportFixture()
    for noun in [Noun.customField, .dict, .customer] {
      try target.run(try ExportText.csv(noun, of: source), into: noun) {
        $0.isHistoric = true
        $0.onDuplicate = .skip
      }
      #expect(
        try ExportText.csv(noun, of: target.store.session()) == ExportText.csv(noun, of: source))
    }
    #expect(text.contains("\"=x, \"\"y\"\"\",-5,0.1234,1.50,30.00,true,2026-03-01"))
    #expect(text.contains("big,\"red,green\",0755-1,a@b.cn,https://a.cn,admin"))
    #expect(text.contains("绿洲"))
    try target.store.expectSound()
  }

  @Test(arguments: [
    ("a_number > 100", "绿洲"), ("a_number <= -5", "华为"), ("a_share = 30", "华为"),
    ("a_share = 5", "绿洲"), ("a_flag", "华为"), ("not a_flag", "绿洲"), ("a_choice = 小型", "绿洲"),
    ("a_day = 2026-03-01", "华为"), ("a_text ~ 'X,'", "华为"), ("an_amount = 1.5", "华为"),
    ("a_user.login = admin", "华为"), ("a_page is missing", "绿洲"), ("a_decimal >= 0.1234", "华为"),
    ("some = 红", "华为"), ("some in (red, green)", "华为"), ("some != red", "绿洲"),
    ("some = blue", "绿洲"),
  ])
  func conditionsReadThem(condition: String, name: String) throws {
    let fixture = try filled()
    let session = fixture.store.session()
    let rows = try session.read { db in
      let reader = try FieldReader(.option, session: session, db: db)
      let sql = try ConditionCompiler(condition, for: .customer, session: session, reader: reader)
        .sql()
      return try db.values("SELECT name FROM customer r WHERE \(sql)", as: String.self)
    }
    #expect(rows == [name])
  }

  @Test(arguments: [
    ("a_number", "-6", "E_RANGE"), ("a_number", "x", "E_A_NUMBER"), ("a_share", "30.01", "E_RANGE"),
    ("an_amount", "-1", "E_RANGE"), ("a_text", "123456789012345678901", "E_LENGTH"),
    ("a_choice", "huge", "E_OPTION"), ("some", "red;pink", "E_OPTION"),
    ("a_page", "no page", "E_URL"),
    ("a_phone", "none", "E_PHONE"),
    ("an_email", "none", "E_EMAIL"), ("a_day", "2026-02-30", "E_DAY"),
    ("a_user", "nobody", "E_REFERENCE"),
  ])
  func wrongValuesAreRefusedAtTheirPlace(field: String, text: String, code: String) throws {
    let fixture = try filled()
    let faults = try fixture.faults("name,\(field)\nC,\(text)\n")
    #expect(faults == ["\(code) 2:3"])
    #expect(try fixture.count("customer") == "2")
  }

  @Test func uniqueValuesCollide() throws {
    let fixture = try filled()
    #expect(try fixture.faults("name,a_page\nC,https://a.cn\n") == ["E_DUPLICATE 2:-"])
    #expect(
      try fixture.faults("name,a_page\nC,https://c.cn\nD,https://c.cn\n") == ["E_DUPLICATE 3:-"])
  }

  @Test func fieldsComeAndGoWithTheirOperations() throws {
    let fixture = try ImportFixture()
    let first = fixture.store.session()
    let added = try first.write { db in
      try CustomFieldAddition(session: first, db: db).add(Self.texts("size", "integer"))
    }
    let operation = try #require(added.operation.id)
    try fixture.run("name,size\nA,7\n")
    #expect(throws: UserError.self) {
      try OperationUndo(fixture.store.session()).undo(operation, isPartial: false)
    }
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    _ = try OperationUndo(fixture.store.session()).undo(operation, isPartial: false)
    #expect(try fixture.store.session().catalogue.noun("customer")?.field("size") == nil)
    #expect(try fixture.rows("SELECT * FROM v_customer LIMIT 0") == [])
    // The same key again, of another type: nothing of the first field is left in the way.
    let second = fixture.store.session()
    _ = try second.write { db in
      try CustomFieldAddition(session: second, db: db).add(Self.texts("size", "text"))
    }
    try fixture.run("name,size\nA,large\n")
    #expect(try fixture.rows("SELECT size FROM v_customer") == ["large"])
    try fixture.store.expectSound()
  }

  /// Options, conditions and the headers of files all mean a field by its key.
  @Test(arguments: [
    "and", "between", "no_quiet", "no_limit", "old", "owner_id", "limit", "ﬁ", "ａｂ", "straße",
    "\u{1100}\u{1161}\u{11A8}",
    "電話\u{200D}",
    "电话", "公司", "short__name", "shortname", "x-y", "1a", "_a", "Ab",
  ])
  func keysThatWouldMeanSomethingElseAreRefused(_ key: String) throws {
    let fixture = try ImportFixture()
    let session = fixture.store.session()
    let error = #expect(throws: UserError.self) {
      try session.write { db in
        try CustomFieldAddition(session: session, db: db).add(Self.texts(key, "text"))
      }
    }
    #expect(error?.code == "E_KEY")
    try fixture.store.expectSound()
  }

  @Test func keysOfTwoFieldsDoNotReadAlike() throws {
    let fixture = try ImportFixture()
    let session = fixture.store.session()
    _ = try session.write { db in
      let addition = CustomFieldAddition(session: session, db: db)
      _ = try addition.add(Self.texts("公司_规模", "text"))
      #expect(throws: UserError.self) { try addition.add(Self.texts("公司规模", "text")) }
      _ = try addition.add(Self.texts("公司规模2", "text"))
    }
    try fixture.store.expectSound()
  }

  @Test func dryRunLeavesNoColumn() throws {
    let fixture = try ImportFixture()
    let session = fixture.store.session(dryRun: true)
    _ = try session.write { db in
      try CustomFieldAddition(session: session, db: db).add(Self.texts("size", "integer"))
    }
    let columns = try fixture.rows("SELECT name FROM pragma_table_info('customer')")
    #expect(!columns.contains { $0.hasPrefix("custom_") })
  }

  private static func texts(_ key: String, _ type: String) -> [(field: Field, text: String)] {
    [("noun", "customer"), ("key", key), ("type", type)].compactMap { name, text in
      Noun.customField.field(name).map { ($0, text) }
    }
  }
}
