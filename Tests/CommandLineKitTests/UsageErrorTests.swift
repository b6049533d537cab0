import CommandLineKit
import Testing
import Values

/// Every mistake in a command line, with the literal words that it is answered with.
@Suite struct UsageErrorTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var line: String
    var message: String
    var hint: String?
    var testDescription: String { line }

    init(_ line: String, _ message: String, _ hint: String?) {
      self.line = line
      self.message = message
      self.hint = hint
    }
  }

  private static let claim = "usage: crm pool claim [OPTIONS] [CUSTOMER...]"
  private static let importUsage = "usage: crm import [OPTIONS] NOUN FILE..."

  static let rows = [
    // Commands.
    Row("custmer", "unknown command 'custmer'", "did you mean 'customer'?"),
    Row("customers list", "unknown command 'customers'", "did you mean 'customer'?"),
    Row("xyzzy", "unknown command 'xyzzy'", "see 'crm --help'"),
    Row("add customer", "unknown command 'add'", "did you mean 'crm customer add'?"),
    Row(
      "add", "unknown command 'add'",
      "'add' stands after a noun: 'crm customer add', 'crm alias add'"),
    Row(
      "claim", "unknown command 'claim'", "'claim' stands after a noun: 'crm pool claim'"),
    Row(
      "customer lst", "unknown command 'lst' for 'crm customer'", "did you mean 'list' or 'ls'?"),
    Row(
      "customer import", "unknown command 'import' for 'crm customer'",
      "did you mean 'crm import customer'?"),
    Row(
      "customer help", "unknown command 'help' for 'crm customer'",
      "did you mean 'crm help customer'?"),
    Row(
      "customer -- list", "'crm customer' needs a command before '--'", "see 'crm customer --help'"),
    Row("help custmer", "no help on 'custmer'", "did you mean 'customer'?"),
    Row("help exitcodes", "no help on 'exitcodes'", "did you mean 'exit-codes'?"),
    Row("help customer ad", "unknown command 'ad' for 'crm customer'", "did you mean 'add'?"),
    Row("version x", "unexpected operand 'x' for 'crm version'", "usage: crm version [OPTIONS]"),
    // Options.
    Row(
      "pool claim --nxt 5", "unknown option '--nxt' for 'crm pool claim'", "did you mean '--next'?"),
    Row(
      "pool claim --stroe=x", "unknown option '--stroe' for 'crm pool claim'",
      "did you mean '--store'?"),
    Row(
      "pool claim --nex 5", "unknown option '--nex' for 'crm pool claim'", "did you mean '--next'?"),
    Row(
      "pool claim --zzz", "unknown option '--zzz' for 'crm pool claim'",
      "see 'crm pool claim --help'"),
    Row("pool claim -x", "unknown option '-x' for 'crm pool claim'", "see 'crm pool claim --help'"),
    Row(
      "pool claim -reason x", "unknown option '-reason' for 'crm pool claim'",
      "did you mean '--reason'?"),
    Row(
      "pool claim -50", "unknown option '-50' for 'crm pool claim'",
      "write '--' before an operand that starts with a dash: crm pool claim -- -50"),
    Row("pool --next 5 claim", "unknown option '--next' for 'crm pool'", "see 'crm pool --help'"),
    Row("pool claim --next", "--next needs a value: --next N", claim),
    Row("pool claim -fn", "-n needs a value: -n N", claim),
    Row("pool claim --force=yes", "--force takes no value", claim),
    Row("pool claim -f=yes", "-f takes no value", claim),
    Row("customer list --help=x", "--help takes no value", "usage: crm customer list [OPTIONS]"),
    Row("customer list -O=json", "-O does not take its value after '='", "write -O 'json'"),
    // Values.
    Row("pool claim -n ten", "-n: 'ten' is not a whole number", nil),
    Row("pool claim --next=", "--next: '' is not a whole number", nil),
    Row(
      "pool claim --next 99999999999999999999",
      "--next: '99999999999999999999' is not a whole number of at most 18 digits", nil),
    Row(
      "customer list --format jsn", "--format: 'jsn' is not one of table, json, csv",
      "did you mean 'json'?"),
    Row(
      "customer list -F a,,b", "-F: 'a,,b' is not a list of names with one comma between two", nil),
    Row(
      "pool claim --reason=", "--reason: the value is empty",
      "leave the option out, or give it TEXT"),
    Row(
      "pool claim --reason ''", "--reason: the value is empty",
      "leave the option out, or give it TEXT"),
    Row(
      "customer list --fields=", "--fields: the value is empty",
      "leave the option out, or give it NAMES"),
    Row("--store= customer list", "--store: '' is not a file name", nil),
    // Operands and contradictions.
    Row("import", "missing operand NOUN for 'crm import'", importUsage),
    Row("import customer", "missing operand FILE for 'crm import'", importUsage),
    Row("alias a b", "unexpected operand 'b' for 'crm alias'", "usage: crm alias [OPTIONS] [NAME]"),
    Row("pool claim -n 5 7", "-n and CUSTOMER exclude each other", claim),
    Row(
      "customer list -q --verbose", "-q and --verbose exclude each other",
      "usage: crm customer list [OPTIONS]"),
  ]

  @Test(arguments: rows)
  func explains(_ row: Row) throws {
    let error = try #require(SampleInvocation.error(of: row.line))
    #expect(error.message == row.message)
    #expect(error.hints == (row.hint.map { [$0] } ?? []))
    #expect(error.exit == .usage)
  }

  @Test func showsBytesThatAreNotText() throws {
    let arguments = [
      ArgumentText("pool"), ArgumentText("claim"), ArgumentText(bytes: [0xB9, 0x0A]),
    ]
    let error = #expect(throws: UserError.self) { try SampleInvocation.parse(arguments) }
    #expect(error?.message == #"CUSTOMER: '\xb9\x0a' is not valid UTF-8"#)
  }
}
