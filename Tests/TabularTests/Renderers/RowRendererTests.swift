import Testing
import Values

@testable import Tabular

/// One small list, as every format writes it.
@Suite struct RowRendererTests {
  static let columns = [
    Column("ref", label: "编号"),
    Column("name", label: "名称"),
    Column("amount", label: "金额", kind: .money(code: "CNY", digits: 2)),
    Column("fee", label: "费用", kind: .money(code: "CNY", digits: 2)),
    Column("count", label: "数量", kind: .integer),
    Column("quantity", label: "用量", kind: .decimal(scale: 3)),
    Column("rate", label: "比率", kind: .percent),
    Column("won", label: "赢单", kind: .bool),
    Column("due", label: "到期", kind: .day),
    Column("created_at", label: "创建", kind: .instant),
    Column("tags", label: "标签", kind: .list),
    Column("chart", label: "图", kind: .bar),
  ]

  static let rows: [[TestCell]] = [
    [
      "customer/1", "深圳市华为", 123_456_789, 5, 42, -1_500, 1_250, 1, "2026-03-01",
      "2026-03-01T09:00:00Z", "vip,华南", "██▌",
    ],
    ["customer/2", "A\tB\\C\n\"D\", x", -5, 0, 0, 0, 10_000, 0, nil, nil, "", ""],
    ["customer/3", nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil],
  ]

  func list(_ format: OutputFormat, style: RenderStyle = RenderStyle()) throws -> String {
    try rendered(format, Self.columns, Self.rows, style: style)
  }

  @Test func json() throws {
    #expect(
      try list(.json) == #"""
        [
        {"ref":"customer/1","name":"深圳市华为","amount":"1234567.89","currency":"CNY","fee":"0.05","count":42,"quantity":"-1.500","rate":"12.50","won":true,"due":"2026-03-01","created_at":"2026-03-01T09:00:00Z","tags":["vip","华南"]},
        {"ref":"customer/2","name":"A\tB\\C\n\"D\", x","amount":"-0.05","currency":"CNY","fee":"0.00","count":0,"quantity":"0.000","rate":"100.00","won":false,"due":null,"created_at":null,"tags":[]},
        {"ref":"customer/3","name":null,"amount":null,"currency":"CNY","fee":null,"count":null,"quantity":null,"rate":null,"won":null,"due":null,"created_at":null,"tags":[]}
        ]

        """#)
  }

  @Test func jsonOfNothingIsAnEmptyArray() throws {
    #expect(try rendered(.json, Self.columns, []) == "[]\n")
    #expect(try rendered(.ndjson, Self.columns, []) == "")
  }

  @Test func ndjson() throws {
    let columns = [Column("a"), Column("b", kind: .integer)]
    #expect(
      try rendered(.ndjson, columns, [["x", 1], [nil, 2]])
        == "{\"a\":\"x\",\"b\":1}\n{\"a\":null,\"b\":2}\n")
    #expect(
      try rendered(.ndjson, columns, [["x", 1]], style: RenderStyle(nullSeparated: true))
        == "{\"a\":\"x\",\"b\":1}\0")
  }

  @Test func aSecondCurrencyHasAKeyOfItsOwn() throws {
    let columns = [
      Column("amount", kind: .money(code: "CNY", digits: 2)),
      Column("cost", kind: .money(code: "JPY", digits: 0)),
    ]
    #expect(
      try rendered(.ndjson, columns, [[100, 7]]) == """
        {"amount":"1.00","currency":"CNY","cost":"7","cost_currency":"JPY"}

        """)
    let declared = columns + [Column("currency")]
    #expect(
      try rendered(.ndjson, declared, [[100, 7, "CNY"]]) == """
        {"amount":"1.00","cost":"7","currency":"CNY"}

        """)
  }

  @Test func csv() throws {
    #expect(
      try list(.csv) == """
        ref,name,amount,fee,count,quantity,rate,won,due,created_at,tags
        customer/1,深圳市华为,1234567.89,0.05,42,-1.500,12.50,true,2026-03-01,2026-03-01T09:00:00Z,"vip,华南"
        customer/2,"A\tB\\C
        ""D"", x",-0.05,0.00,0,0.000,100.00,false,,,""
        customer/3,,,,,,,,,,

        """)
  }

  @Test func csvOfOneColumnHasNoBlankLines() throws {
    #expect(try rendered(.csv, [Column("a")], [[nil], [""], ["x"]]) == "a\n\"\"\n\"\"\nx\n")
  }

  @Test func tsv() throws {
    #expect(
      try list(.tsv) == """
        ref\tname\tamount\tfee\tcount\tquantity\trate\twon\tdue\tcreated_at\ttags
        customer/1\t深圳市华为\t1234567.89\t0.05\t42\t-1.500\t12.50\ttrue\t2026-03-01\t2026-03-01T09:00:00Z\tvip,华南
        customer/2\tA\\tB\\\\C\\n"D", x\t-0.05\t0.00\t0\t0.000\t100.00\tfalse\t\t\t
        customer/3\t\t\t\t\t\t\t\t\t\t

        """)
  }

  @Test func tsvWithNulAndWithoutHeader() throws {
    #expect(
      try rendered(
        .tsv, [Column("a"), Column("b")], [["x", "y\0\r"]],
        style: RenderStyle(header: false, nullSeparated: true)) == "x\ty\\0\\r\0")
  }

  @Test func line() throws {
    #expect(
      try rendered(.line, Array(Self.columns.prefix(3)), Self.rows.map { Array($0.prefix(3)) })
        == """
        ref: customer/1
        name: 深圳市华为
        amount: 1234567.89

        ref: customer/2
        name: A\\tB\\C\\n"D", x
        amount: -0.05

        ref: customer/3
        name:
        amount:

        """)
  }

  @Test func ids() throws {
    #expect(try list(.ids) == "customer/1\ncustomer/2\ncustomer/3\n")
    #expect(
      try list(.ids, style: RenderStyle(nullSeparated: true))
        == "customer/1\0customer/2\0customer/3\0")
    let error = #expect(throws: UserError.self) {
      try rendered(.ids, [Column("stage")], [["won"]])
    }
    #expect(error?.exit == .usage)
  }

  @Test func md() throws {
    let style = RenderStyle(localTime: { "local " + $0.prefix(10) })
    #expect(
      try rendered(
        .md,
        [Column("a", label: "名|称"), Column("n", kind: .integer), Column("t", kind: .instant)],
        [["<b>|_x_\n", 1, "2026-03-01T09:00:00Z"], [nil, nil, nil]], style: style) == """
          | 名\\|称 | n | t |
          | --- | ---: | --- |
          | \\<b\\>\\|\\_x\\_\\\\n | 1 | local 2026-03-01 |
          |  |  |  |

          """)
  }

  @Test(arguments: [
    ("csv", OutputFormat.csv), ("TSV", .tsv), ("json", .json), ("jsonl", .ndjson), ("md", .md),
    ("txt", .table),
  ])
  func theExtensionTellsTheFormat(name: String, format: OutputFormat) {
    #expect(OutputFormat(fileExtension: name) == format)
    #expect(OutputFormat(fileExtension: "docx") == nil)
  }

  @Test func invalidBytesAreNoJSON() throws {
    let output = ByteOutput(sink: MemorySink())
    var renderer = OutputFormat.json.makeRenderer(style: RenderStyle(), to: output)
    try renderer.begin([Column("a")])
    var row = RowBuffer()
    [0xFF as UInt8].withUnsafeBufferPointer { row.append(text: $0) }
    let error = #expect(throws: UserError.self) { try renderer.row(row) }
    #expect(error?.code == "E_ENCODING")
  }
}
