import ProgramTesting
import Testing

@testable import Values

/// Bytes that nobody would write: no reader of values may trap on them.
@Suite struct HostileBytesTests {
  @Test func randomBytesNeverTrap() {
    var generator = SeededGenerator(seed: 11)
    // Pieces of the characters that the readers know, cut anywhere.
    let pieces = Array("09+-.,/()eE:TZ元万年月日转分机、，０Ｅ￥¥％ \u{3000}\u{200B}\u{301}한é".utf8)
    for _ in 0..<30_000 {
      let count = Int.random(in: 0...20, using: &generator)
      let isRandom = Bool.random(using: &generator)
      let bytes = (0..<count).map { _ in
        isRandom
          ? UInt8.random(in: .min ... .max, using: &generator)
          : pieces[Int.random(in: pieces.indices, using: &generator)]
      }
      bytes.withUnsafeBufferPointer { read($0) }
    }
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var output: [UInt8] = []
    NameKey.append(bytes, to: &output)
    EmailKey.append(bytes, to: &output)
    UsccKey.append(bytes, to: &output)
    _ = Uscc.isValid(bytes)
    _ = KeyHash.hash(bytes)
    _ = Day(iso: bytes)
    _ = Instant(bytes: bytes)
    _ = YearlyOffsets(posix: bytes)
    _ = userError { () throws(UserError) in
      try PhoneKey.forEach(in: bytes, scratch: &output) { #expect(!$0.isEmpty) }
    }
    _ = userError { () throws(UserError) in _ = try Money.parse(bytes: bytes, currency: .cny) }
    _ = userError { () throws(UserError) in _ = try FixedPoint.quantity.parse(bytes: bytes) }
    _ = userError { () throws(UserError) in _ = try DayParser.day(bytes) }
    _ = userError { () throws(UserError) in _ = try DayParser.instant(bytes, zone: .utc) }
  }
}
