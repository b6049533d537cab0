import Foundation
import ProgramTesting
import Testing

/// Whatever happens at whatever write of a command: the store is as before or as after it.
///
/// The fault is made at every call that changes a file. `CRM_SOAK=1` leaves none out.
@Suite(.enabled(if: FaultPoint.areAvailable, "needs strace, allowed to trace")) struct CrashTests {
  /// Commands by how they write; the last operation of the sample store is `product add`.
  static let writes = [
    "customer add Delta --phone 13800138009", "customer edit 1 --name Omega",
    "customer delete 1", "undo", "pool claim Loose --as wang", "import csv few.csv",
  ]

  @Test(arguments: writes) func killedAtAnyWrite(_ line: String) throws {
    let sandbox = try Sandbox()
    let (before, after, points) = try states(of: line, in: sandbox)
    for point in points.sampled(40) {
      try sandbox.restore()
      let ending = try point.run(line, with: .kill, in: sandbox)
      let image = try sandbox.image()
      #expect([before, after].contains(image), "\(point): \(image.difference(from: before))")
      // What was acknowledged is there.
      if ending.cause == .exit(0) { #expect(image == after, "\(point)") }
      try sandbox.expectSound("after \(point)")
    }
  }

  @Test(arguments: writes, [FaultPoint.Fault.fullDisk, .brokenDisk, .deadDisk])
  func failingAtAnyWrite(_ line: String, _ fault: FaultPoint.Fault) throws {
    let sandbox = try Sandbox()
    let (before, after, points) = try states(of: line, in: sandbox)
    // The syncs are the last chance to fail, so none of them is left out.
    let syncs = points.filter { $0.call.hasSuffix("sync") }
    let others = points.filter { !$0.call.hasSuffix("sync") }
    for point in others.sampled(12) + syncs {
      try sandbox.restore()
      let ending = try point.run(line, with: fault, in: sandbox)
      let image = try sandbox.image()
      if ending.cause == .exit(0) {
        // Only what does not matter may fail unseen: the note in the lock file.
        #expect(image == after, "\(point)")
        continue
      }
      #expect(ending.cause == .exit(74), "\(point): \(ending.errors)")
      #expect(ending.text == "", "\(point)")
      if ending.errors.contains("it may be there or not") {
        #expect(fault == .deadDisk && (image == before || image == after), "\(point)")
      } else {
        #expect(ending.errors.hasSuffix("nothing was changed\n"), "\(point): \(ending.errors)")
        #expect(image == before, "\(point): \(image.difference(from: before))")
      }
    }
  }

  private func states(
    of line: String, in sandbox: Sandbox
  ) throws -> (before: StoreImage, after: StoreImage, points: [FaultPoint]) {
    try sandbox.write("few.csv", "name,phone\nEins,13800138011\nZwei,13800138012\n".utf8)
    let before = try sandbox.image()
    let points = try FaultPoint.all(of: line, in: sandbox)
    let after = try sandbox.image()
    #expect(before != after && points.count > 5)
    return (before, after, points)
  }

  // MARK: Making a store

  @Test(arguments: FaultPoint.Fault.allCases)
  func initializationLeavesAStoreOrNone(_ fault: FaultPoint.Fault) throws {
    let sandbox = try Sandbox(withStore: false)
    let line = "init --admin admin"
    let points = try FaultPoint.all(of: line, in: sandbox)
    let complete = try sandbox.image()
    for point in points.sampled(30) {
      try FileManager.default.removeItem(atPath: sandbox.store)
      let ending = try point.run(line, with: fault, in: sandbox)
      if fault != .kill, ending.cause != .exit(0) {
        #expect(ending.cause == .exit(74), "\(point): \(ending.errors)")
        #expect(sandbox.files(below: "store") == [], "\(point)")
      }
      // Either the store is there, or the next attempt makes it.
      let list = try sandbox.crm("customer list")
      if list.code == 0 {
        #expect(try sandbox.image() == complete, "\(point)")
      } else {
        #expect(list.code == 66, "\(point): \(list.errors)")
        let again = try sandbox.crm(line)
        #expect(again.code == 0, "\(point): \(again.errors)")
        #expect(try sandbox.image() == complete, "\(point)")
      }
      try sandbox.expectSound("after \(point)")
    }
  }

  // MARK: Backups

  @Test(arguments: FaultPoint.Fault.allCases)
  func backupsAreWholeOrAbsent(_ fault: FaultPoint.Fault) throws {
    let sandbox = try Sandbox()
    let line = "backup create"
    let before = try sandbox.image()
    let points = try FaultPoint.all(of: line, in: sandbox)
    for point in points.sampled(20) {
      try sandbox.restore()
      let ending = try point.run(line, with: fault, in: sandbox)
      #expect(try sandbox.image() == before, "\(point)")
      let backups = sandbox.files(below: "store/backups").filter { $0.hasSuffix(".sqlite") }
      if ending.cause == .exit(0) { #expect(backups.count == 1, "\(point)") }
      if fault != .kill, ending.cause != .exit(0) {
        #expect(ending.cause == .exit(74), "\(point): \(ending.errors)")
      }
      for backup in backups {
        #expect(try sandbox.crm("backup verify store/backups/\(backup)").code == 0, "\(point)")
      }
      #expect(try sandbox.crm("backup create").code == 0, "\(point)")
    }
  }
}
