import Testing

/// Standard streams that take nothing, are closed, or whose reader went away.
@Suite struct StreamTests {
  /// Commands that print, over all the ways in which they do.
  static let printing = [
    "", "--help", "version", "help customer", "help exit-codes", "customer add --help",
    "completion bash", "customer list", "customer list --json", "customer list -O ids",
    "customer list -O csv", "customer list -O md", "customer show 1", "customer show 1 --json",
    "customer list --fields help", "contact list", "user list", "role list", "stage list",
    "product list", "pool list", "pool show public", "pool explain Loose", "pipeline list",
    "op log", "op show 1", "log customer/1", "fsck", "report funnel", "backup list",
    "customer add New", "customer edit 1 --name Old", "customer delete 2", "undo",
    "pool claim Loose", "import csv few.csv", "backup create",
  ]

  @Test(arguments: printing) func aFullDeviceIsAnError(_ line: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write("few.csv", "name\nX\n".utf8)
    let usual = try sandbox.crm(line)
    #expect(usual.code == 0, "\(usual.errors)")
    try sandbox.restore()
    guard !usual.output.isEmpty else {
      #expect(try sandbox.crm(line, to: "/dev/full").code == 0)
      return
    }
    let ending = try sandbox.crm(line, to: "/dev/full")
    #expect(ending.code == 74)
    #expect(ending.errors.contains("cannot write standard output: no space left on device"))
  }

  @Test func aReaderThatWentAwayEndsTheProgramSilently() throws {
    let sandbox = try Sandbox()
    try sandbox.write("many.csv", ("name\n" + (1...3000).map { "Row \($0)\n" }.joined()).utf8)
    try #require(try sandbox.crm("import csv many.csv").code == 0)
    let ending = try sandbox.shell("$CRM customer list --json | head -n 1; echo ${PIPESTATUS[0]}")
    #expect(ending.text.hasSuffix("\n141\n"))
    #expect(ending.errors == "")
  }

  /// A file that is opened must not get the number of a closed stream, and with it the output.
  @Test func closedStreams() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.shell("exec $CRM customer list >&-").code == 74)
    #expect(try sandbox.shell("exec $CRM customer list 2>&-").code == 0)
    #expect(try sandbox.shell("exec $CRM customer list <&-").code == 0)
    #expect(try sandbox.shell("exec $CRM customer add Closed <&- >&- 2>&-").code == 74)
    #expect(try sandbox.shell("exec $CRM import csv - <&-").code != 0)
    try sandbox.write("few.csv", "name,phone\nX,\nY,1.38E+10\n".utf8)
    let ending = try sandbox.shell(
      "$CRM import csv few.csv --on-error skip --rejects r.csv --results ids.csv <&- >&- 2>&-")
    #expect(ending.cause == .exit(7))
    #expect(try sandbox.lines(of: "r.csv").count == 2)
    #expect(try sandbox.lines(of: "ids.csv").count >= 1)
    try sandbox.expectSound("after closed streams")
  }

  /// Ctrl-C ends a query that would run for ever, at once, and leaves no half file behind.
  @Test(arguments: ["-o rows.csv", "", "--html page.html", "--svg chart.svg"])
  func anInterruptEndsALongQuery(_ options: String) throws {
    let sandbox = try Sandbox()
    let ending = try sandbox.shell(
      """
      printf '%s' 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n
        WHERE i % 50000 = 0 OR i < 9000' > long.sql
      ls -A > before
      timeout --preserve-status -s INT -k 20 1 $CRM report run long.sql \(options) > /dev/null
      echo "code $?"; ls -A | diff before - && echo nothing; $CRM fsck > /dev/null && echo sound
      """)
    #expect(ending.text.contains("code 130"), "\(ending.text) \(ending.errors)")
    #expect(ending.text.contains("nothing"), "\(ending.text)")
    #expect(ending.text.contains("sound"), "\(ending.text)")
  }
}
