import Foundation
import ProgramTesting
import Testing

/// Files on records, whatever happens while they are attached.
@Suite struct AttachmentTests {
  /// One content, whoever comes first, and an attachment for each.
  @Test func manyProcessesAttachTheSameFile() throws {
    let sandbox = try Sandbox()
    try sandbox.write("same.bin", (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let processes = try (1...8).map { number in
      try sandbox.start("attach add \(number % 4 + 1) same.bin --name copy\(number)")
    }
    for process in processes {
      let ending = try process.wait()
      #expect(ending.code == 0, "\(ending.errors)")
    }
    #expect(contents(of: sandbox).count == 1)
    #expect(try StoreImage.column("SELECT count(*) FROM attachment", in: sandbox.store) == ["8"])
    for number in [1, 8] {
      #expect(try sandbox.crm("attach get \(number) -o out\(number)").code == 0)
      #expect(try sandbox.content(of: "out\(number)") == sandbox.content(of: "same.bin"))
    }
    try sandbox.expectSound("after eight at once")
  }

  /// The contents in the store, subfolders and copies in the making aside.
  private func contents(of sandbox: Sandbox) -> [String] {
    sandbox.files(below: "store/files").filter { $0.utf8.count == 67 }
  }

  @Test func anInputThatDoesNotFitIsRefusedAndLeavesNothing() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.crm("attach settings --max-mb 1").code == 0)
    let before = try sandbox.image()
    let ending = try sandbox.shell(
      "head -c 2000000 /dev/zero | $CRM attach add 1 - --name zeros")
    #expect(ending.cause == .exit(6), "\(ending.errors)")
    #expect(try sandbox.image() == before)
    #expect(sandbox.files(below: "store/files") == [])
  }

  @Test func nothingIsOverwritten() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a.txt", "old".utf8)
    #expect(try sandbox.crm("attach add 1 a.txt").code == 0)
    try sandbox.write("a.txt", "new".utf8)
    let refused = try sandbox.crm("attach get 1")
    #expect(refused.cause == .exit(5), "\(refused.errors)")
    #expect(try sandbox.content(of: "a.txt") == Array("new".utf8))
    #expect(try sandbox.shell("ln -s nowhere link; $CRM attach get 1 -o link").code == 5)
    #expect(try sandbox.crm("attach get 1 --force").code == 0)
    #expect(try sandbox.content(of: "a.txt") == Array("old".utf8))
    #expect(try sandbox.crm("attach get 1 -o -").text == "old")
    #expect(try sandbox.crm("attach get 1 -o missing/a").cause == .exit(74))
    #expect(sandbox.files(below: "").filter { $0.contains(".XX") || $0.hasPrefix("a.txt.") } == [])
  }

  // MARK: Faults

  private static let line = "attach add 1 file.bin"

  private func points(in sandbox: Sandbox) throws -> [FaultPoint] {
    try sandbox.write("file.bin", (0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
    return try FaultPoint.all(of: Self.line, in: sandbox)
  }

  /// Either the attachment is there with its content, or neither the attachment nor a trace that `prune`
  /// does not take away.
  @Test(.enabled(if: FaultPoint.areAvailable, "needs strace, allowed to trace"))
  func killedAtAnyWrite() throws {
    let sandbox = try Sandbox()
    for point in try points(in: sandbox).sampled(40) {
      try sandbox.restore()
      let ending = try point.run(Self.line, with: .kill, in: sandbox)
      let count = try StoreImage.column("SELECT count(*) FROM attachment", in: sandbox.store)
      if ending.cause == .exit(0) { #expect(count == ["1"], "\(point)") }
      try expectNoAlarm(in: sandbox, attached: count == ["1"], point)
      #expect(try sandbox.crm("attach prune").code == 0, "\(point)")
      #expect(contents(of: sandbox).count == (count == ["1"] ? 1 : 0), "\(point)")
      try sandbox.expectSound("after \(point)")
    }
  }

  @Test(
    .enabled(if: FaultPoint.areAvailable, "needs strace, allowed to trace"),
    arguments: [FaultPoint.Fault.fullDisk, .brokenDisk, .deadDisk])
  func failingAtAnyWrite(_ fault: FaultPoint.Fault) throws {
    let sandbox = try Sandbox()
    for point in try points(in: sandbox).sampled(25) {
      try sandbox.restore()
      let ending = try point.run(Self.line, with: fault, in: sandbox)
      let count = try StoreImage.column("SELECT count(*) FROM attachment", in: sandbox.store)
      if ending.cause == .exit(0) {
        #expect(count == ["1"], "\(point)")
      } else {
        #expect(ending.cause == .exit(74), "\(point): \(ending.errors)")
        if !ending.errors.contains("it may be there or not") {
          #expect(ending.errors.hasSuffix("nothing was changed\n"), "\(point): \(ending.errors)")
          #expect(count == ["0"], "\(point)")
        }
      }
      try expectNoAlarm(in: sandbox, attached: count == ["1"], point)
      #expect(try sandbox.crm("attach prune").code == 0, "\(point)")
      try sandbox.expectSound("after \(point)")
    }
  }

  /// A content that stayed behind is said to be harmless, and a lost one is not.
  private func expectNoAlarm(in sandbox: Sandbox, attached: Bool, _ point: FaultPoint) throws {
    let check = try sandbox.crm("fsck")
    #expect(check.code == 0, "\(point): \(check.errors)")
    let hasStray = contents(of: sandbox).count > (attached ? 1 : 0)
    #expect(check.errors.contains("crm attach prune") == hasStray, "\(point): \(check.errors)")
    #expect(check.errors.contains("the store is clean"), "\(point): \(check.errors)")
    guard attached, let content = contents(of: sandbox).first else { return }
    let path = "store/files/\(content)"
    let bytes = try sandbox.content(of: path)
    #expect(try sandbox.shell("rm \(path); $CRM fsck").code == 1, "\(point)")
    try sandbox.write(path, bytes)
  }

  /// The disk is full when the transaction is written: the row is not there, and its content harms nobody.
  @Test(.enabled(if: FaultPoint.areAvailable, "needs strace, allowed to trace"))
  func aFailedCommitLeavesAContentThatAlarmsNobody() throws {
    let sandbox = try Sandbox()
    // The last write of the run belongs to the commit.
    let commit = try #require(try points(in: sandbox).last { $0.call == "pwrite64" })
    try sandbox.restore()
    let ending = try commit.run(Self.line, with: .fullDisk, in: sandbox)
    #expect(ending.cause == .exit(74), "\(ending.errors)")
    #expect(
      try StoreImage.column("SELECT count(*) FROM attachment", in: sandbox.store) == ["0"])
    #expect(contents(of: sandbox).count == 1)
    try expectNoAlarm(in: sandbox, attached: false, commit)
    #expect(try sandbox.crm("attach prune").code == 0)
    #expect(contents(of: sandbox) == [])
    try sandbox.expectSound("after \(commit)")
  }
}
