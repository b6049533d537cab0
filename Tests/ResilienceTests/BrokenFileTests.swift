import Testing

/// A file that is not as it should be: the place, the code, the exit code, an unchanged store.
@Suite struct BrokenFileTests {
  struct BrokenFile: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var options: String
    /// What is said of it, up to the code of the error; for a file that can be read, the names.
    var findings: [String]

    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ options: String = "", expecting findings: [String]) {
      (self.name, self.bytes, self.options, self.findings) = (name, bytes, options, findings)
    }

    init(_ name: String, _ text: String, _ options: String = "", expecting findings: [String]) {
      self.init(name, Array(text.utf8), options, expecting: findings)
    }
  }

  static let files: [BrokenFile] = [
    // The form.
    .init("empty", "", expecting: ["bad.csv: error[E_EMPTY]"]),
    .init("unclosed quote", "name,phone\nA,\n\"B,2\n", expecting: ["bad.csv:3:1: error[E_QUOTE]"]),
    .init(
      "unclosed quote over lines", "name\nA\n\"B\nC\nD\n",
      expecting: ["bad.csv:3:1: error[E_QUOTE]"]),
    .init(
      "too many fields", "name,phone\nA,1,2\nB,\n", expecting: ["bad.csv:2:5: error[E_RAGGED]"]),
    .init("too few fields", "name,phone,email\nA,\n", expecting: ["bad.csv:2:3: error[E_RAGGED]"]),
    .init(
      "the same header twice", "name,phone,name\nA,1,2\n",
      expecting: ["bad.csv:1:12: error[E_HEADER_DUPLICATE]"]),
    .init("NUL", "name,remark\nA,a\0b\n", expecting: ["bad.csv:2:4: error[E_NUL]"]),
    .init(
      "no UTF-8 and no GB18030", Array("name,remark\nA,ok\nB,".utf8) + [0xff, 0xfe, 0x0a],
      expecting: ["bad.csv:3:3: error[E_ENCODING]"]),
    .init(
      "damaged GB18030", Array("name,remark\nA,".utf8) + [0xd6, 0xd0, 0x81, 0x20, 0x0a],
      "--encoding gb18030", expecting: ["bad.csv:2:4: error[E_ENCODING]"]),
    .init(
      "a field of more than a million bytes",
      "name,remark\nA," + String(repeating: "x", count: 1_000_001) + "\n",
      expecting: ["bad.csv:2:3: error[E_FIELD_SIZE]"]),
    .init(
      "1,001 columns",
      (1...1001).map { "c\($0)" }.joined(separator: ",") + "\n",
      expecting: ["bad.csv:1:4894: error[E_COLUMNS]"]
    ),
    .init("no column of the noun", "foo,bar\n1,2\n", expecting: ["bad.csv:1: error[E_COLUMN]"]),
    .init(
      "a column of nothing, not allowed", "name,bar\n1,2\n", "--extra error",
      expecting: ["bad.csv:1: error[E_COLUMN]"]),
    // The values.
    .init("no name", "name,phone\n,13800138032\n", expecting: ["bad.csv:2: error[E_REQUIRED]"]),
    .init(
      "a number made of a telephone number", "name,phone\nA,1.38E+10\n",
      expecting: ["bad.csv:2:3: error[E_PHONE_SCIENTIFIC]"]),
    .init(
      "an unknown option", "name,type\nA,nonsense\n", expecting: ["bad.csv:2:3: error[E_TYPE]"]),
    .init(
      "an unknown user", "name,owner\nA,stranger\n", expecting: ["bad.csv:2:3: error[E_REFERENCE]"]),
    .init(
      "an owner and a pool", "name,owner,pool\nA,wang,public\n",
      expecting: ["bad.csv:2: error[E_OWNER_AND_POOL]"]),
    .init(
      "a duplicate of a record", "name,phone\nAlpha,13800138000\n",
      expecting: ["bad.csv:2: error[E_DUPLICATE]"]),
    .init(
      "a duplicate within the file", "name\nNew\nNew\n",
      expecting: ["bad.csv:3: error[E_DUPLICATE]"]),
    .init(
      "all errors in one run", "name,type,owner\nA,nonsense,\n,enterprise,\nB,,stranger\n",
      expecting: [
        "bad.csv:2:3: error[E_TYPE]", "bad.csv:3: error[E_REQUIRED]",
        "bad.csv:4:4: error[E_REFERENCE]",
      ]),
    .init(
      "days",
      "name,customer,expected_close\nA,Alpha,2026-02-30\nB,Alpha,03/04/2026\nC,Alpha,soon\n",
      "--into opportunity",
      expecting: [
        "bad.csv:2:9: error[E_DAY]", "bad.csv:3:9: error[E_DAY_AMBIGUOUS]",
        "bad.csv:4:9: error[E_DAY]",
      ]),
    .init(
      "amounts",
      "name,customer,amount\nA,Alpha,1.005\nB,Alpha,abc\nC,Alpha,99999999999999999999\nD,Alpha,\"1,0\"\n",
      "--into opportunity",
      expecting: [
        "bad.csv:2:9: error[E_MONEY_DECIMALS]", "bad.csv:3:9: error[E_MONEY]",
        "bad.csv:4:9: error[E_MONEY_RANGE]", "bad.csv:5:9: error[E_MONEY]",
      ]),
    .init(
      "an unknown customer", "name,customer\nA,Nobody\n", "--into opportunity",
      expecting: ["bad.csv:2:3: error[E_REFERENCE]"]),
  ]

  @Test(arguments: files) func isRefusedAtItsPlace(_ file: BrokenFile) throws {
    let sandbox = try Sandbox()
    try sandbox.write("bad.csv", file.bytes)
    let before = try sandbox.image()
    let ending = try sandbox.crm("import csv bad.csv \(file.options)")
    #expect(ending.cause == .exit(65), "\(ending.errors)")
    let lines = ending.errors.split(separator: "\n")
    let found = lines.filter { $0.hasPrefix("bad.csv") }.map { line in
      // Up to the bracket: the message itself may be improved.
      String(line.prefix { $0 != "]" }) + "]"
    }
    #expect(found == file.findings, "\(ending.errors)")
    #expect(ending.text == "")
    #expect(try sandbox.image() == before)
  }

  static let readable: [BrokenFile] = [
    .init("only a header", "name,phone\n", expecting: []),
    .init(
      "a line that names the delimiter", "sep=;\nname;phone\nGood;13800138077\n",
      expecting: ["Good"]),
    .init("carriage returns alone", "name\rGood\rBetter\r", expecting: ["Better", "Good"]),
    .init(
      "the mark of UTF-8", [0xef, 0xbb, 0xbf] + Array("name\nGood\n".utf8), expecting: ["Good"]),
    .init(
      "UTF-16 by its mark", [0xff, 0xfe] + "name\nGood\n".utf8.flatMap { [$0, 0] },
      expecting: ["Good"]),
    .init(
      "GB18030", Array("name\n".utf8) + [0xbb, 0xaa, 0xce, 0xaa, 0x0a], expecting: ["华为"]),
    .init("quotes and newlines", "name\n\"Go\"\"od\"\n\"B\nC\"\n", expecting: ["B\nC", "Go\"od"]),
    .init(
      "a field of a million bytes",
      "name,remark\nGood," + String(repeating: "x", count: 1_000_000) + "\n", expecting: ["Good"]),
  ]

  @Test(arguments: readable) func isReadRight(_ file: BrokenFile) throws {
    let sandbox = try Sandbox()
    try sandbox.write("good.csv", file.bytes)
    let ending = try sandbox.crm("import csv good.csv")
    #expect(ending.code == 0, "\(ending.errors)")
    let names = try StoreImage.column(
      "SELECT name FROM customer WHERE id > 4 ORDER BY name", in: sandbox.store)
    #expect(names == file.findings)
    try sandbox.expectSound("after \(file.name)")
  }
}
