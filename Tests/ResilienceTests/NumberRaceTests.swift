import ProgramTesting
import Testing

/// Processes that number contracts at the same moment never share a number.
@Suite struct NumberRaceTests {
  @Test func nobodySharesANumber() throws {
    let sandbox = try Sandbox()
    let made = try sandbox.crm("customer add 华为")
    try #require(made.code == 0, "\(made.errors)")
    for _ in 1...Soak.rounds(5, soaking: 100) {
      let barrier = try WriterLockFile(of: sandbox)
      let writers = try (1...4).map { _ in
        try sandbox.startShell("exec $CRM contract add 华为 --amount 1 --submit")
      }
      try barrier.waitForWaiters(4)
      barrier.release()
      for writer in writers {
        let ending = try writer.wait()
        #expect(ending.code == 0, "\(ending.errors)")
      }
    }
    let shared = try StoreImage.column(
      "SELECT number FROM contract GROUP BY number HAVING count(*) > 1", in: sandbox.store)
    #expect(shared == [])
    let count = try StoreImage.column(
      "SELECT (count(DISTINCT number) >= 20) || '' FROM contract", in: sandbox.store)
    #expect(count == ["1"])
    try sandbox.expectSound("after numbering at once")
  }
}
