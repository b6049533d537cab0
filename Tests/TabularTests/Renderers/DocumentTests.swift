import Testing

@testable import Tabular

@Suite struct DocumentTests {
  static let record = Document.object([
    .init("ref", label: "编号", .text("customer/42")),
    .init("name", label: "名称", .text("深圳, \"市\"")),
    .init("amount", label: "金额", .decimal("1234567.80")),
    .init("count", label: "数量", .integer(7)),
    .init("won", label: "赢单", .bool(true)),
    .init("created_at", label: "创建", .instant("2026-03-01T09:00:00Z")),
    .init("owner", label: "负责人", .null),
    .init("tags", label: "标签", .list([.text("vip"), .text("华南")])),
    .init(
      "contacts", label: "联系人",
      .list([
        .object([.init("name", label: "姓名", .text("王")), .init("age", label: "年龄", .integer(40))]),
        .object([.init("name", label: "姓名", .text("Li")), .init("age", label: "年龄", .null)]),
      ])),
    .init("address", label: "地址", .object([.init("city", label: "城市", .text("深圳"))])),
  ])

  static let json = #"""
    {"ref":"customer/42","name":"深圳, \"市\"","amount":"1234567.80","count":7,"won":true,"created_at":"2026-03-01T09:00:00Z","owner":null,"tags":["vip","华南"],"contacts":[{"name":"王","age":40},{"name":"Li","age":null}],"address":{"city":"深圳"}}

    """#

  @Test func json() throws {
    #expect(try rendered(.json, Self.record) == Self.json)
    #expect(try rendered(.ndjson, Self.record) == Self.json)
    #expect(try rendered(.ndjson, .list([.integer(1), .null])) == "1\nnull\n")
    #expect(try rendered(.json, .list([])) == "[]\n")
    #expect(try rendered(.json, .object([])) == "{}\n")
  }

  @Test func table() throws {
    let style = RenderStyle(localTime: { _ in "2026-03-01 17:00" })
    #expect(
      try rendered(.table, Self.record, style: style) == """
        编号    customer/42
        名称    深圳, "市"
        金额    1,234,567.80
        数量    7
        赢单    yes
        创建    2026-03-01 17:00
        负责人
        标签    vip, 华南
        联系人
          姓名  年龄
          王      40
          Li
        地址
          城市  深圳

        """)
  }

  @Test func tableOfPlainValues() throws {
    #expect(try rendered(.table, .text("customer/42")) == "customer/42\n")
    #expect(try rendered(.table, .list([.text("a"), .integer(2)])) == "a\n2\n")
  }

  @Test func md() throws {
    #expect(
      try rendered(.md, Self.record) == """
        - **编号**: customer/42
        - **名称**: 深圳, "市"
        - **金额**: 1,234,567.80
        - **数量**: 7
        - **赢单**: yes
        - **创建**: 2026-03-01T09:00:00Z
        - **负责人**:
        - **标签**: vip, 华南

        **联系人**

        | 姓名 | 年龄 |
        | --- | ---: |
        | 王 | 40 |
        | Li |  |

        **地址**

        - **城市**: 深圳

        """)
  }

  @Test func csvIsOneRow() throws {
    #expect(
      try rendered(.csv, Self.record) == """
        ref,name,amount,count,won,created_at,owner,tags,contacts,address
        customer/42,"深圳, ""市""\",1234567.80,7,true,2026-03-01T09:00:00Z,,"vip,华南","[{""name"":""王"",""age"":40},{""name"":""Li"",""age"":null}]","{""city"":""深圳""}"

        """)
  }

  @Test(arguments: [OutputFormat.csv, .tsv, .ids, .line, .table, .md, .ndjson])
  func anEmptyListIsNothing(format: OutputFormat) throws {
    #expect(try rendered(format, .list([])) == "")
  }

  @Test func aListOfObjectsIsManyRows() throws {
    let list = Document.list([
      .object([.init("ref", .text("a/1")), .init("n", .null)]),
      .object([.init("ref", .text("a/2")), .init("n", .integer(5)), .init("more", .bool(false))]),
    ])
    #expect(try rendered(.tsv, list) == "ref\tn\tmore\na/1\t\t\na/2\t5\tfalse\n")
    #expect(try rendered(.ids, list) == "a/1\na/2\n")
    #expect(try rendered(.line, list) == "ref: a/1\nn:\nmore:\n\nref: a/2\nn: 5\nmore: false\n")
  }

  /// `show` says what `list` says: one row as a document has the JSON of the row.
  @Test func aRowIsADocument() throws {
    for cells in RowRendererTests.rows {
      var row = RowBuffer()
      for cell in cells { cell.append(to: &row) }
      let document = Document(row, columns: RowRendererTests.columns)
      #expect(
        try rendered(.json, document)
          == rendered(.ndjson, RowRendererTests.columns, [cells]))
    }
  }
}
