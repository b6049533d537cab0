import CommandLineKit
import Testing

/// Every way of spelling arguments, and what becomes of it.
@Suite struct SpellingTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var line: String
    var globals: SampleGlobals
    var payload: SamplePayload
    var testDescription: String { line }

    init(_ line: String, _ payload: SamplePayload, _ globals: SampleGlobals = SampleGlobals()) {
      self.line = line
      self.payload = payload
      self.globals = globals
    }
  }

  static let rows = [
    // Options and their values.
    Row("pool claim --next 5", .claim(PoolClaim(next: 5))),
    Row("pool claim --next=5", .claim(PoolClaim(next: 5))),
    Row("pool claim -n5", .claim(PoolClaim(next: 5))),
    Row("pool claim -n 5", .claim(PoolClaim(next: 5))),
    Row("pool claim -fn 5", .claim(PoolClaim(next: 5, isForced: true))),
    Row("pool claim -fn5", .claim(PoolClaim(next: 5, isForced: true))),
    Row("pool claim --next 5 --next 6", .claim(PoolClaim(next: 6))),
    Row("pool claim --amount -50", .claim(PoolClaim(amount: -50))),
    Row("pool claim --amount=-50", .claim(PoolClaim(amount: -50))),
    Row("pool claim --reason --force", .claim(PoolClaim(reason: "--force"))),
    Row("pool claim --reason --", .claim(PoolClaim(reason: "--"))),
    Row("pool claim --reason --help", .claim(PoolClaim(reason: "--help"))),
    Row("pool claim --reason=a=b", .claim(PoolClaim(reason: "a=b"))),
    Row("customer add --title Acme", .add(CustomerAdd(name: "Acme"))),
    // Switches.
    Row("pool claim --force", .claim(PoolClaim(isForced: true))),
    Row("pool claim --force --no-force", .claim(PoolClaim())),
    Row("customer list", .list(CustomerList(isShared: nil))),
    Row("customer list --shared", .list(CustomerList(isShared: true))),
    Row("customer list --no-shared", .list(CustomerList(isShared: false))),
    Row("customer list --no-pager", .list(CustomerList()), SampleGlobals(usesPager: false)),
    // Lists.
    Row("customer list -w a -w b,c", .list(CustomerList(wheres: ["a", "b,c"]))),
    Row(
      "customer list -F a,b -F c", .list(CustomerList()), SampleGlobals(fields: ["a", "b", "c"])),
    // Operands.
    Row("pool claim 1 2", .claim(PoolClaim(customers: ["1", "2"]))),
    Row("pool claim 1 --force 2", .claim(PoolClaim(customers: ["1", "2"], isForced: true))),
    Row("pool claim -- --force -5", .claim(PoolClaim(customers: ["--force", "-5"]))),
    Row("pool claim -- 1 --", .claim(PoolClaim(customers: ["1", "--"]))),
    Row("pool claim ''", .claim(PoolClaim(customers: [""]))),
    Row("import customer -", .importFile(ImportFile(noun: "customer", files: [FilePath("-")]))),
    Row(
      "import customer a b",
      .importFile(ImportFile(noun: "customer", files: [FilePath("a"), FilePath("b")]))),
    // Words of commands, aliases, and global options between them.
    Row("cust ls", .list(CustomerList())),
    Row("--limit 3 customer list", .list(CustomerList()), SampleGlobals(limit: 3)),
    Row("customer --limit 3 list", .list(CustomerList()), SampleGlobals(limit: 3)),
    Row("customer list --limit 3", .list(CustomerList()), SampleGlobals(limit: 3)),
    Row(
      "--store list customer list", .list(CustomerList()), SampleGlobals(store: FilePath("list"))),
    Row(
      "-qOjson customer list", .list(CustomerList()), SampleGlobals(format: .json, isQuiet: true)),
    Row("-qv --no-verbose customer list", .list(CustomerList()), SampleGlobals(isQuiet: true)),
    Row("pool claim -fq", .claim(PoolClaim(isForced: true)), SampleGlobals(isQuiet: true)),
    // A command that has commands below it.
    Row("alias", .alias("")),
    Row("alias x", .alias("x")),
    Row("alias -q add x", .aliasAdd("x"), SampleGlobals(isQuiet: true)),
    Row("alias -- add", .alias("add")),
    // Options made from data, and on demand.
    Row("customer add --owner li --no-vip", .add(CustomerAdd(fields: ["owner=li", "vip=false"]))),
    Row("customer add --industry steel", .add(CustomerAdd(fields: ["industry=steel"]))),
  ]

  @Test(arguments: rows)
  func parses(_ row: Row) throws {
    #expect(try SampleInvocation.parse(row.line) == .run(row.globals, row.payload))
  }

  @Test(arguments: ["-V", "--version", "version", "customer list --version", "help -V", "-qV"])
  func asksForTheVersion(_ line: String) throws {
    #expect(try SampleInvocation.parse(line) == .version)
  }

  @Test func keepsFileNamesThatAreNotText() throws {
    let path: [UInt8] = [0x2F, 0xB9, 0xAB]
    let arguments = [ArgumentText("import"), ArgumentText("customer"), ArgumentText(bytes: path)]
    let expected = ImportFile(noun: "customer", files: [FilePath(bytes: path)])
    #expect(try SampleInvocation.parse(arguments) == .run(SampleGlobals(), .importFile(expected)))
    #expect(FilePath(bytes: path).description == #"/\xb9\xab"#)
  }

  @Test func readsGlobalsOfARefusedLine() {
    let line = ["customer", "list", "--bogus", "-qO", "json", "--limit", "x", "--", "-v"]
    let globals = SampleTree.tree.globalsIgnoringErrors(in: line.map { ArgumentText($0) })
    #expect(globals == SampleGlobals(format: .json, isQuiet: true))
  }

  @Test(
    arguments: [
      (["-q", "--limit", "3", "mine", "x"], 3), (["customer", "mine"], nil), (["help", "x"], nil),
      ([], nil), (["--", "x"], nil), (["--bogus", "mine"], nil),
    ] as [([String], Int?)])
  func findsTheWordThatIsNoCommand(_ line: [String], _ index: Int?) {
    #expect(SampleTree.tree.unknownCommandIndex(in: line.map { ArgumentText($0) }) == index)
  }
}
