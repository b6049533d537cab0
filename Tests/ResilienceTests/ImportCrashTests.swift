import Foundation
import ProgramTesting
import Testing

/// An import that is ended before its end leaves nothing; one that was acknowledged is there.
@Suite struct ImportCrashTests {
  private static let line = "import csv many.csv --rejects rejects.csv"

  @Test func killedAtRandomMoments() throws {
    let sandbox = try Sandbox()
    let rows = (1...20_000).map { "Row \($0),\(13_900_000_000 + $0)\n" }
    try sandbox.write("many.csv", ("name,phone\n" + rows.joined()).utf8)
    let before = try sandbox.image()
    let start = ContinuousClock.now
    try #require(try sandbox.crm(Self.line).code == 0)
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    let duration = UInt64(seconds) * 1_000_000 + UInt64(attoseconds / 1_000_000_000_000)
    let after = try sandbox.image()
    var random = SeededGenerator(seed: 20_260_301)
    for round in 1...Soak.rounds(12, soaking: 200) {
      try sandbox.restore()
      let delay = random.next() % duration
      let process = try sandbox.start(Self.line)
      usleep(UInt32(delay))
      process.send(SIGKILL)
      let ending = try process.wait()
      let image = try sandbox.image()
      let comment: Comment = "round \(round), killed after \(delay) µs"
      #expect(
        [before, after].contains(image), "\(comment): \(image.difference(from: before))")
      if ending.cause == .exit(0) { #expect(image == after, comment) }
      try sandbox.expectSound(comment)
    }
  }

  /// The file is a named pipe that never ends, so that the signal always comes in the middle.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func endedBySignals(_ signal: Int32) throws {
    let sandbox = try Sandbox()
    let before = try sandbox.image()
    let pipe = try EndlessFile(at: sandbox.path + "/many.csv")
    let process = try sandbox.start(Self.line)
    try pipe.feed("name,phone\n" + (1...1000).map { "Row \($0),\n" }.joined())
    process.send(signal)
    #expect(try process.wait().cause == .signal(signal))
    #expect(try sandbox.image() == before)
    #expect(!sandbox.files(below: ".").contains { $0 == "rejects.csv" })
    try sandbox.expectSound("after signal \(signal)")
  }
}
