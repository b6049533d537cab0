import Foundation
import ProgramTesting
import Testing

/// Hooks as real programs: they succeed, fail, hang, disappear, and call crm themselves.
@Suite struct HookTests {
  let sandbox: Sandbox

  init() throws {
    var sandbox = try Sandbox()
    sandbox.environment["CRM_HOOK_TIMEOUT"] = "1"
    self.sandbox = sandbox
    try FileManager.default.createDirectory(
      atPath: "\(sandbox.store)/hooks", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o755])
    try rule("--on updated --do 'run hook h'")
  }

  private func rule(_ words: String, named name: String = "r") throws {
    let ending = try sandbox.shell("$CRM rule add automation \(name) --noun customer \(words)")
    try #require(ending.code == 0, "\(ending.errors)")
  }

  private func hook(_ script: String, named name: String = "h") throws {
    // Copied by a program of its own: what another test starts meanwhile must not hold it open.
    try sandbox.write("script", "#!/bin/bash\n\(script)\n".utf8)
    let copy = try sandbox.shell("install -m 755 script store/hooks/\(name)")
    try #require(copy.code == 0, "\(copy.errors)")
  }

  /// A change that sets the hook off; the command succeeds whatever the hook does.
  @discardableResult
  private func change(
    _ remark: String, _ words: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ChildProcess.Ending {
    let ending = try sandbox.crm("customer edit Alpha --remark \(remark) \(words)")
    #expect(ending.code == 0, "\(ending.errors)", sourceLocation: sourceLocation)
    return ending
  }

  /// State and attempts of all deliveries, the first one first.
  private func deliveries() throws -> [String] {
    let ending = try sandbox.crm("hook deliveries -F state,attempts --no-header -O tsv")
    return ending.text.split(separator: "\n").reversed().map { line in
      String(line.map { $0 == "\t" ? " " : $0 })
    }
  }

  // MARK: Delivery

  @Test func theCommandDeliversItself() throws {
    try hook("cat > ../seen; env | grep -o '^CRM_[A-Z_]*=[^/]*' | sort > ../variables".inStore)
    #expect(try change("one").errors.contains("warning") == false)
    #expect(try deliveries() == ["delivered 1"])
    let line = try #require(try sandbox.lines(of: "seen").first)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["ref"] as? String == "customer/1")
    #expect(object["title"] as? String == "Alpha")
    #expect(object["rule"] as? String == "r")
    #expect(object["hook"] as? String == "h")
    #expect(object["at"] as? String == "2026-03-01T01:00:00Z")
    #expect(
      try sandbox.lines(of: "variables") == [
        "CRM_HOOK=h", "CRM_HOOK_ATTEMPT=1", "CRM_HOOK_DEPTH=1", "CRM_HOOK_KEY=hook_delivery",
        "CRM_STORE=",
      ], "neither CRM_NOW nor anything else of the user's")
  }

  @Test func nothingIsToldOfWhatDoesNotHappen() throws {
    try hook("cat >> ../seen".inStore)
    try change("one", "--dry-run")
    #expect(try sandbox.crm("customer edit Alpha --remark two --name=").code == 2)
    #expect(try deliveries() == [])
    #expect(!FileManager.default.fileExists(atPath: "\(sandbox.path)/seen"))
  }

  @Test func whatFailsIsTriedAgainLaterAndLater() throws {
    try hook("echo out; echo ' the last line ' >&2; exit 3")
    let errors = try change("one").errors
    #expect(errors.contains("hook 'h' failed: exit code 3:  the last line ; the next attempt"))
    #expect(try deliveries() == ["retrying 1"])
    #expect(try sandbox.crm("hook deliver").code == 0, "it is not due yet")
    var times = ["2026-03-01T01:00:59Z": false, "2026-03-01T01:01:00Z": true]
    times["2026-03-01T01:04:59Z"] = false
    times["2026-03-01T01:05:00Z"] = true
    times["2026-03-01T01:20:59Z"] = false
    times["2026-03-01T01:21:00Z"] = true
    for (time, isDue) in times.sorted(by: { $0.key < $1.key }) {
      var later = sandbox
      later.environment["CRM_NOW"] = time
      #expect(try later.crm("hook deliver").code == (isDue ? 1 : 0), "\(time)")
    }
    #expect(try deliveries() == ["retrying 4"])
    try hook("exit 0")
    var later = sandbox
    later.environment["CRM_NOW"] = "2026-03-02T01:00:00Z"
    #expect(try later.crm("hook deliver").code == 0)
    #expect(try deliveries() == ["delivered 5"])
  }

  /// Sixteen attempts, and whoever mends the hook starts it anew; nothing is lost.
  @Test func afterManyAttemptsItIsGivenUpAndKept() throws {
    try hook("exit 1")
    try change("one")
    var later = sandbox
    for day in 2...20 {
      later.environment["CRM_NOW"] = "2026-03-\(day < 10 ? "0" : "")\(day)T01:00:00Z"
      _ = try later.crm("hook deliver")
    }
    #expect(try deliveries() == ["failed 16"])
    try hook("cat > ../seen".inStore)
    #expect(try later.crm("hook retry --all").code == 0)
    #expect(try later.crm("hook deliver").code == 0)
    #expect(try deliveries() == ["delivered 1"])
    #expect(try sandbox.lines(of: "seen").count == 1)
    #expect(try later.crm("hook retry 1").code == 1, "it has not failed")
    #expect(try later.crm("hook retry 9").code == 3)
  }

  // MARK: Hooks that hang

  /// The hook and what it started are gone afterwards, whatever signals they ignore.
  @Test(arguments: ["sleep 600 & sleep 600", "trap '' TERM; sleep 600 & while :; do sleep 1; done"])
  func aHookThatHangsIsStopped(script: String) throws {
    try hook("echo $$ > ../group; \(script)".inStore)
    let errors = try change("one").errors
    #expect(errors.contains("it did not end within 1 s and was stopped"))
    #expect(try deliveries() == ["retrying 1"])
    let group = try #require(Int32(try sandbox.lines(of: "group")[0]))
    #expect(try running(in: group) == [], "processes of the hook are left")
  }

  /// The processes of a group that have not ended, by what the kernel says of them.
  private func running(in group: Int32) throws -> [String] {
    usleep(100_000)
    return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
      guard Int32(name) != nil,
        let status = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
        let fields = status.split(separator: ")").last?.split(separator: " "), fields.count > 2
      else { return false }
      return fields[0] != "Z" && Int32(fields[2]) == group
    }
  }

  @Test func endlessOutputIsReadAndDropped() throws {
    try hook("yes | head -c 50000000; echo done >&2; exit 7")
    #expect(try change("one").errors.contains("exit code 7"))
  }

  @Test func aHookNeedNotReadItsInput() throws {
    try hook("exec <&-; exit 0")
    try change("one")
    #expect(try deliveries() == ["delivered 1"])
  }

  /// Ctrl-C at the terminal ends the hook, and then crm; the delivery is kept.
  @Test func anInterruptEndsTheHookToo() throws {
    var patient = sandbox
    patient.environment["CRM_HOOK_TIMEOUT"] = "60"
    try hook("echo $$ > ../group; sleep 600".inStore)
    let process = try patient.start("customer edit Alpha --remark one")
    try wait(for: "group")
    process.send(SIGINT)
    #expect(try process.wait().cause == .signal(SIGINT))
    let group = try #require(Int32(try sandbox.lines(of: "group")[0]))
    #expect(try running(in: group) == [])
    #expect(try deliveries() == ["waiting 1"])
    try hook("exit 0")
    patient.environment["CRM_NOW"] = "2026-03-01T02:00:00Z"
    #expect(try patient.crm("hook deliver").code == 0)
    #expect(try deliveries() == ["delivered 2"])
  }

  /// Whoever takes a delivery and is killed leaves it to the next; at least once means twice here.
  @Test func aKilledDeliveryIsMadeAgain() throws {
    var patient = sandbox
    patient.environment["CRM_HOOK_TIMEOUT"] = "60"
    try hook("echo $CRM_HOOK_KEY $CRM_HOOK_ATTEMPT >> ../seen; [ -e ../go ] || sleep 600".inStore)
    try change("one", "--no-hooks")
    let process = try patient.start("hook deliver")
    try wait(for: "seen")
    #expect(try sandbox.crm("hook deliver").code == 0, "another process has it")
    process.send(SIGKILL)
    _ = try process.wait()
    try sandbox.write("go", [])
    #expect(try sandbox.crm("hook deliver").code == 0)
    #expect(try sandbox.lines(of: "seen").count == 1)
    patient.environment["CRM_NOW"] = "2026-03-01T01:03:00Z"
    #expect(try patient.crm("hook deliver").code == 0)
    #expect(try sandbox.lines(of: "seen") == ["hook_delivery/1 1", "hook_delivery/1 2"])
    #expect(try deliveries() == ["delivered 2"])
  }

  private func wait(for file: String) throws {
    for _ in 0..<5000 {
      if let size = try? sandbox.content(of: file).count, size > 0 { return }
      usleep(2000)
    }
    try #require(Bool(false), "\(file) does not appear")
  }

  // MARK: Several at once

  @Test func severalProcessesDeliverEachOnce() throws {
    try hook("cat >> ../seen; sleep 0.01".inStore)
    for number in 1...30 { try change("n\(number)", "--no-hooks") }
    #expect(try deliveries() == Array(repeating: "waiting 0", count: 30))
    let processes = try (1...6).map { _ in try sandbox.start("--lock-timeout 60 hook deliver") }
    for process in processes { #expect(try process.wait().code == 0) }
    #expect(try deliveries() == Array(repeating: "delivered 1", count: 30))
    let operations = try sandbox.lines(of: "seen").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }.compactMap { $0?["operation"] as? Int }
    #expect(Set(operations).count == 30 && operations.count == 30)
    try sandbox.expectSound("after many deliveries")
  }

  // MARK: Hooks that call crm

  @Test func aHookMayCallCrm() throws {
    try hook("\(BuiltProgram.path) customer edit Beta --level A")
    try change("one")
    #expect(try sandbox.crm("customer show Beta -F level -O line").text == "level: A\n")
    #expect(try deliveries() == ["delivered 1", "delivered 1"], "Beta was updated, too, once")
    try sandbox.expectSound("after a hook wrote")
  }

  @Test func hooksThatSetEachOtherOffAreStopped() throws {
    var patient = sandbox
    patient.environment["CRM_HOOK_TIMEOUT"] = "30"
    try hook("\(BuiltProgram.path) customer edit Beta --remark $RANDOM$RANDOM")
    let ending = try patient.crm("customer edit Alpha --remark one")
    #expect(ending.code == 0)
    #expect(try deliveries() == Array(repeating: "delivered 1", count: 4) + ["retrying 1"])
    let log = try sandbox.crm("hook deliveries -F last_error --no-header")
    #expect(log.text.contains("called 5 deep"), "\(log.text)")
  }

  // MARK: Trust

  @Test(arguments: [
    ("chmod -x store/hooks/h", "hooks/h is not executable"),
    ("chmod o+w store/hooks/h", "others may write hooks/h"),
    ("chmod g+w store/hooks", "others may write hooks"),
    ("rm store/hooks/h", "the store has no hooks/h"),
    ("rm store/hooks/h; mkdir store/hooks/h", "hooks/h is no file"),
    ("mv store/hooks/h store/hooks/g", "the store has no hooks/h"),
  ])
  func whatOthersCouldHaveWrittenIsNotRun(spoiling: String, reason: String) throws {
    try hook("touch ../seen".inStore)
    _ = try sandbox.shell(spoiling)
    #expect(try change("one").errors.contains(reason))
    #expect(try sandbox.crm("hook list -O tsv").text.contains(reason))
    #expect(!FileManager.default.fileExists(atPath: "\(sandbox.path)/seen"))
    #expect(try deliveries() == ["retrying 1"])
  }

  // MARK: Undo

  @Test func whatIsUndoneIsNotDelivered() throws {
    try hook("cat >> ../seen".inStore)
    try change("one", "--no-hooks")
    #expect(try sandbox.crm("undo").code == 0)
    #expect(try sandbox.crm("hook deliver").code == 0)
    #expect(try deliveries() == ["undone 0"])
    #expect(try sandbox.crm("redo").code == 0)
    #expect(try sandbox.crm("hook deliver").code == 0)
    #expect(try deliveries() == ["delivered 1"])
    #expect(try sandbox.crm("undo").code == 0)
    #expect(try deliveries() == ["delivered 1"], "nobody can take back what was told")
    try sandbox.expectSound("after undo and redo")
  }

  /// Delivering is no operation: undo takes back what the user did.
  @Test func deliveringLeavesNoOperation() throws {
    try hook("exit 0")
    try change("one")
    #expect(try sandbox.crm("undo").code == 0)
    #expect(try sandbox.crm("customer show Alpha -F remark -O line").text == "remark:\n")
  }

  /// Of many records the hook is told in pieces.
  @Test func manyRecordsComeInSeveralDeliveries() throws {
    let rows = (1...250).map { "Many \($0)" }
    try sandbox.write("many.csv", (["name"] + rows).joined(separator: "\n").utf8)
    try rule("--on imported --do 'run hook bulk'", named: "b")
    try hook("cat >> ../seen".inStore, named: "bulk")
    #expect(try sandbox.crm("import csv many.csv").code == 0)
    #expect(try deliveries() == Array(repeating: "delivered 1", count: 3))
    #expect(try sandbox.lines(of: "seen").count == 250)
  }
}

extension String {
  /// Paths that begin with `..` lie beside the store.
  fileprivate var inStore: String {
    "cd \"$CRM_STORE\"; " + self
  }
}
