import Tabular
import Testing
import Values

@testable import Commands

@Suite struct ReferenceInputTests {
  @Test(arguments: [
    ("customer/1\ncustomer/2\n", UInt8(ascii: "\n"), ["customer/1", "customer/2"]),
    ("1\r\n\r\n  2", UInt8(ascii: "\n"), ["1", "2"]),
    ("甲 公司\u{0}乙\n公司\u{0}", 0, ["甲 公司", "乙\n公司"]),
    ("", UInt8(ascii: "\n"), []),
  ])
  func lines(text: String, separator: UInt8, expected: [String]) throws {
    let source = MemorySource(Array(text.utf8))
    #expect(try ReferenceInput.lines(of: source, separator: separator) == expected)
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    let source = MemorySource([0x31, 0x0A, 0xFF, 0x0A])
    let error = #expect(throws: UserError.self) {
      try ReferenceInput.lines(of: source, separator: UInt8(ascii: "\n"))
    }
    #expect(error?.exit == .badData)
    #expect(error?.location?.line == 2)
  }
}
