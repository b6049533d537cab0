import Testing

/// Arguments that make no sense: what is said, the exit code, an unchanged store.
@Suite struct BadArgumentTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var code: Int32
    var error: String

    var testDescription: String { arguments.joined(separator: " ") }

    init(_ line: String, _ code: Int32, _ error: String) {
      self.init(line.split(separator: " ").map(String.init), code, error)
    }

    init(_ arguments: [String], _ code: Int32, _ error: String) {
      (self.arguments, self.code, self.error) = (arguments, code, error)
    }
  }

  static let refusals: [Refusal] = [
    // The command line.
    .init("frobnicate", 2, "unknown command 'frobnicate'"),
    .init("customer frobnicate", 2, "unknown command 'frobnicate' for 'crm customer'"),
    .init("customer list --frob", 2, "unknown option '--frob' for 'crm customer list'"),
    .init("customer add", 2, "missing operand NAME for 'crm customer add'"),
    .init("customer add --phone", 2, "--phone needs a value: --phone PHONE"),
    .init("customer show 1 2", 2, "unexpected operand '2' for 'crm customer show'"),
    .init("customer list -q -v", 2, "-q and -v exclude each other"),
    .init("pool claim 1 --next 2", 2, "--next and CUSTOMER exclude each other"),
    .init(
      "customer list --format xyz", 2,
      "--format: 'xyz' is not one of table, json, ndjson, csv, tsv, md, line, ids"),
    .init("customer list --limit -1", 2, "--limit takes a number from 0 up"),
    .init("customer list --limit many", 2, "--limit: 'many' is not a whole number"),
    .init(
      "customer list --limit 99999999999999999999", 2,
      "--limit: '99999999999999999999' is not a whole number of at most 18 digits"),
    .init("customer list --lock-timeout -1", 2, "--lock-timeout takes 0 to 86400 seconds"),
    .init("customer list --fields zzz", 2, "customer has no field 'zzz'"),
    .init("customer list --sort zzz", 2, "customer has no field 'zzz'"),
    .init("customer add X --readonly", 2, "this command writes, but --readonly was given"),
    .init("pool claim lead/1 customer/1", 2, "'lead/1' and 'customer/1' do not go together"),
    .init("pool release --leads customer/1 --reason x", 2, "--leads and 'customer/1' do not go"),
    .init(["customer", "list", "--fields", ""], 2, "--fields: the value is empty"),
    .init(["customer", "list", "--sort="], 2, "--sort: the value is empty"),
    .init(
      ["customer", "transfer", "1", "--to", "wang", "--with="], 2, "--with: the value is empty"),
    .init(
      ["pool", "rule", "add", "held", "--days", "9", "--warn", ""], 2, "--warn: the value is empty"),
    .init(
      ["pool", "rule", "add", "held", "--days", "9", "--where="], 2, "--where: the value is empty"),
    .init("help frobnicate", 2, "no help on 'frobnicate'"),
    .init("import csv few.csv --map foo=name", 2, "the file has no column 'foo'"),
    .init("import csv few.csv --map name=foo", 2, "customer has no field 'foo'"),
    .init(
      "import csv few.csv --delimiter xx", 2,
      "--delimiter takes one ASCII character other than a quote, not 'xx'"),
    .init("import csv few.csv --set name", 2, "--set 'name' is not FIELD=VALUE"),
    // Values.
    .init("customer add X --type zz", 2, "type 'zz' is not valid"),
    .init("customer edit 1", 2, "nothing to change"),
    .init(["customer", "add", ""], 2, "customer needs a value for name"),
    .init(["customer", "add", " \t"], 2, "customer needs a value for name"),
    .init(
      "customer add X --owner wang --pool public", 2,
      "a customer has an owner or lies in a pool, not both"),
    .init("opportunity add Alpha --amount abc", 2, "'abc' is not an amount in CNY"),
    .init("opportunity add Alpha --amount 1.005", 2, "'1.005' has too many decimals"),
    .init(
      "opportunity add Alpha --amount 99999999999999999999", 2,
      "'99999999999999999999' is too large"),
    .init("opportunity add Alpha --amount 1e5", 2, "'1e5' is in scientific notation"),
    .init(
      "opportunity add Alpha --expected-close 2026-02-30", 2,
      "'2026-02-30': the calendar has no such day"),
    .init("opportunity add Alpha --expected-close 03/04/2026", 2, "'03/04/2026' is ambiguous"),
    .init("opportunity add Alpha --expected-close soon", 2, "'soon' is not a date"),
    .init("opportunity add Alpha --probability 101", 2, "101"),
    .init("init other --currency QQQ", 2, "'QQQ' is not a currency code of ISO 4217"),
    .init("init other --timezone Mars/Base", 2, "'Mars/Base' is not a time zone"),
    .init("init other --template q", 2, "no template 'q'"),
    // References.
    .init("customer show 999", 3, "no customer '999'"),
    .init("customer show Alphabet", 3, "no customer 'Alphabet'"),
    .init("customer show user/1", 3, "user/1"),
    .init("customer show 99999999999999999999999", 3, "no customer '99999999999999999999999'"),
    .init(["customer", "show", ""], 3, "no customer ''"),
    .init(["customer", "show", "1 OR 1=1"], 3, "no customer '1 OR 1=1'"),
    .init(["customer", "show", "'; DROP TABLE customer; --"], 3, "no customer '"),
    .init("customer add X --owner stranger", 3, "no user 'stranger'"),
    .init("opportunity add Nobody", 3, "no customer 'Nobody'"),
    .init("log customer/9", 3, "no customer '9'"),
    .init("op show 999", 3, "no operation '999'"),
    .init("undo 999", 3, "no operation '999'"),
    .init("customer list --as stranger", 3, "no active user 'stranger'"),
    .init("contact show Twin", 4, "Twin"),
    // What stands in the way.
    .init("customer add Alpha", 9, "customer 'Alpha' is a duplicate by name of customer/1 'Alpha'"),
    .init("pool claim Alpha", 5, "customer/1 'Alpha' cannot be claimed: already owned by admin"),
  ]

  @Test(arguments: refusals) func isRefused(_ refusal: Refusal) throws {
    let sandbox = try Sandbox()
    try sandbox.write("few.csv", "name,phone\nX,\n".utf8)
    for customer in ["Alpha", "Beta"] {
      try #require(try sandbox.crm("contact add Twin --customer \(customer)").code == 0)
    }
    let before = try sandbox.image()
    let ending = try sandbox.crm(arguments: refusal.arguments.map { Array($0.utf8) })
    #expect(ending.cause == .exit(refusal.code), "\(ending.errors)")
    let last = ending.errors.split(separator: "\n").last ?? ""
    #expect(last.hasPrefix("crm: error: "), "\(ending.errors)")
    #expect(last.contains(refusal.error), "\(ending.errors)")
    #expect(ending.text == "")
    #expect(try sandbox.image() == before)
    #expect(!sandbox.files(below: ".").contains("other"))
  }

  /// What is not UTF-8 is never stored, and shown so that the terminal stays sane.
  @Test(arguments: [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe5, 0x8d]] as [[UInt8]])
  func argumentsAreUTF8(_ bytes: [UInt8]) throws {
    let sandbox = try Sandbox()
    let before = try sandbox.image()
    for words in ["customer add", "customer show", "customer list --fields", "frob"] {
      let arguments = words.split(separator: " ").map { Array($0.utf8) } + [Array("a".utf8) + bytes]
      let ending = try sandbox.crm(arguments: arguments)
      #expect(ending.code == 2, "\(words): \(ending.errors)")
      #expect(String(validating: ending.errorBytes, as: UTF8.self) != nil, "\(words)")
    }
    #expect(try sandbox.image() == before)
  }

  @Test(
    arguments: [
      ("CRM_NOW", "someday", 2, "'someday' is not a date and time"),
      ("CRM_NOW", "2026-13-01", 2, "'2026-13-01': the calendar has no such day"),
      ("CRM_TZ", "Mars/Base", 2, "'Mars/Base' is not a time zone"),
      ("CRM_USER", "stranger", 3, "no active user 'stranger'"),
      ("CRM_STORE", "/nowhere", 66, "no store at /nowhere"),
    ] as [(String, String, Int32, String)])
  func theEnvironmentIsChecked(
    _ name: String, _ value: String, _ code: Int32, _ message: String
  ) throws {
    var sandbox = try Sandbox()
    sandbox.environment[name] = value
    let ending = try sandbox.crm("customer list")
    #expect(ending.code == code)
    #expect(ending.errors.contains("crm: error: \(message)"), "\(ending.errors)")
  }

  /// A variable that only root may be believed about.
  @Test func nobodyBecomesSomebodyByAVariable() throws {
    var sandbox = try Sandbox()
    sandbox.environment["SUDO_UID"] = "4000000"
    if StorageTests.isRoot {
      #expect(try sandbox.crm("customer list").code == 8)
    } else {
      #expect(try sandbox.crm("customer list").code == 0)
    }
  }
}
