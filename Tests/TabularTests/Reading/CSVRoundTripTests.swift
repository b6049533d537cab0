import ProgramTesting
import Testing

@testable import Tabular

/// Whatever the CSV renderer writes, the reader reads back the same.
@Suite struct CSVRoundTripTests {
  @Test(arguments: 0..<300)
  func randomTablesSurvive(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let columnCount = Int.random(in: 1...6, using: &generator)
    let rows = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      (0..<columnCount).map { _ in randomCell(using: &generator) }
    }
    let columns = (0..<columnCount).map { Column("c\($0)") }
    let text = try rendered(.csv, columns, rows)
    let size = Int.random(in: 1...64, using: &generator)
    let read = try records(Array(text.utf8), delimiter: UInt8(ascii: ","), bufferSize: size)
    #expect(read.first == columns.map(\.name))
    #expect(read.dropFirst().map { $0 } == rows.map { $0.map { expected($0, of: columnCount) } })
  }

  private func expected(_ cell: TestCell, of columnCount: Int) -> String? {
    switch cell {
    case .null: columnCount == 1 ? "" : nil
    case .integer(let value): String(value)
    case .text(let text): text
    }
  }

  private func randomCell(using generator: inout SeededGenerator) -> TestCell {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return .null
    case 1: return .integer(Int64.random(in: .min ... .max, using: &generator))
    default:
      let pieces = ["", "a", ",", "\"", "\n", "\r", "\r\n", "深圳", "𠮷", ";", "\t", " ", "=", "é"]
      let length = Int.random(in: 0..<6, using: &generator)
      return .text(
        (0..<length).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }
          .joined())
    }
  }
}
