import Foundation
import Testing

/// A writer that stands still makes other writers wait, not readers.
@Suite struct LockTests {
  @Test func othersAreToldWhoHoldsTheStore() throws {
    let sandbox = try Sandbox()
    let before = try sandbox.image()
    let pipe = try EndlessFile(at: sandbox.path + "/endless.csv")
    let holder = try sandbox.start("import csv endless.csv")
    try pipe.feed("name\n" + (1...1000).map { "Row \($0)\n" }.joined())
    holder.send(SIGSTOP)

    let writer = try sandbox.crm("customer add Impatient --lock-timeout 1")
    #expect(writer.code == 75)
    #expect(
      writer.errors.contains("crm: error: the store is busy: process \(holder.id) (crm import csv"),
      "\(writer.errors)")
    let reader = try sandbox.crm("customer list -O ids")
    #expect(reader.code == 0)
    #expect(reader.text == "customer/1\ncustomer/2\ncustomer/3\ncustomer/4\n")
    #expect(try sandbox.image() == before)

    holder.send(SIGCONT)
    holder.send(SIGKILL)
    #expect(try holder.wait().cause == .signal(SIGKILL))
    try sandbox.expectSound("after the holder is gone")
  }

  /// Nobody fails before the time is over, and all get their turn.
  @Test func waitingWritersAllGetTheirTurn() throws {
    let sandbox = try Sandbox()
    let barrier = try WriterLockFile(of: sandbox)
    let processes = try (1...12).map { try sandbox.start("customer add Waiting\($0)") }
    try barrier.waitForWaiters(12)
    barrier.release()
    for process in processes {
      let ending = try process.wait()
      #expect(ending.code == 0, "\(ending.errors)")
    }
    try sandbox.expectSound("after twelve writers")
  }
}
