import ProgramTesting
import Testing

@testable import Values

@Suite struct FixedPointTests {
  @Test(arguments: [
    (3, "1.5", 1_500, "1.5"), (3, "2", 2_000, "2"), (3, "0.001", 1, "0.001"),
    (3, "-3.250", -3_250, "-3.25"),
    (3, "1,000", 1_000_000, "1000"), (3, "1.2万", 12_000_000, "12000"), (3, "１２", 12_000, "12"),
    (2, "12.5%", 1_250, "12.5"), (2, "12.5", 1_250, "12.5"), (2, "５％", 500, "5"),
    (2, "100 %", 10_000, "100"),
    (0, "100", 100, "100"), (0, "-7", -7, "-7"), (0, "0", 0, "0"), (3, "0", 0, "0"),
  ])
  func readAndWritten(digits: Int, text: String, value: Int64, written: String) throws {
    let point = FixedPoint(digits: digits)
    #expect(try point.parse(text) == value)
    #expect(point.format(value) == written)
  }

  @Test(arguments: [
    (3, "1.0005", "E_NUMBER_DECIMALS"), (0, "1.5", "E_NUMBER_DECIMALS"), (3, "5%", "E_NUMBER"),
    (3, "", "E_NUMBER"),
    (3, "¥5", "E_NUMBER"), (0, "9223372036854775808", "E_NUMBER_RANGE"),
    (3, "1E3", "E_NUMBER_SCIENTIFIC"),
    (3, "1,5", "E_NUMBER"), (18, "10", "E_NUMBER_RANGE"),
  ])
  func refused(digits: Int, text: String, code: String) {
    let error = userError { () throws(UserError) in
      _ = try FixedPoint(digits: digits).parse(text)
    }
    #expect(error?.code == code)
  }

  @Test func writtenNumbersAreReadBack() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let shift = UInt64.random(in: 0..<64, using: &generator)
      let value = Int64(bitPattern: generator.next() >> shift)
      guard value != .min else { continue }
      let point = FixedPoint(digits: Int.random(in: 0...18, using: &generator))
      #expect(try point.parse(point.format(value)) == value)
    }
  }

  @Test func digitsStayWithinAnInt64() {
    #expect(FixedPoint(digits: 19).digits == 18)
    #expect(FixedPoint(digits: -1).digits == 0)
  }
}
