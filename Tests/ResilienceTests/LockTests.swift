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

  /// Files that overlap, imported at once: every row is there once, whoever brought it.
  @Test func importersOfOverlappingFiles() throws {
    let sandbox = try Sandbox()
    for file in 0..<8 {
      let rows = (file * 100..<file * 100 + 300).map { "Row \($0)\n" }
      try sandbox.write("part\(file).csv", ("name\n" + rows.joined()).utf8)
    }
    let barrier = try WriterLockFile(of: sandbox)
    let processes = try (0..<8).map {
      try sandbox.start("import csv part\($0).csv --on-duplicate skip")
    }
    try barrier.waitForWaiters(8)
    barrier.release()
    for process in processes {
      let ending = try process.wait()
      #expect(ending.code == 0, "\(ending.errors)")
    }
    let names = try StoreImage.column(
      "SELECT name FROM customer WHERE name LIKE 'Row %'", in: sandbox.store)
    #expect(names.count == 1000 && Set(names).count == 1000)
    try sandbox.expectSound("after eight imports")
  }

  /// A reader sees all of an import or nothing of it, at any moment.
  @Test func readersSeeAnImportWholeOrNotAtAll() throws {
    let sandbox = try Sandbox()
    let rows = (1...10_000).map { "Row \($0)\n" }
    try sandbox.write("many.csv", ("name\n" + rows.joined()).utf8)
    let importer = try sandbox.start("import csv many.csv")
    var counts: Set<Int> = []
    repeat {
      let reader = try sandbox.crm("customer list -O ids")
      #expect(reader.code == 0, "\(reader.errors)")
      counts.insert(reader.text.split(separator: "\n").count)
    } while importer.isRunning
    #expect(try importer.wait().code == 0)
    counts.insert(try sandbox.crm("customer list -O ids").text.split(separator: "\n").count)
    #expect(counts == [4, 10_004])
  }
}
