import Testing

@testable import Tabular

/// Rows come back as they were put aside, whether they fit in memory or not.
@Suite struct RowSpoolTests {
  @Test(arguments: [0, 1, 3, 50_000]) func rowsComeBackInTheirOrder(count: Int) throws {
    let spool = RowSpool()
    var row = RowBuffer()
    for number in 0..<count {
      row.append(integer: Int64(number) << 40)
      row.appendNull()
      row.append(text: "")
      row.append(text: String(repeating: "客户\(number)", count: number % 7))
      try spool.append(row)
      row.removeAll()
    }
    #expect(spool.count == count)
    for number in 0..<count {
      guard try spool.next(into: &row) else {
        Issue.record("there is no row \(number)")
        return
      }
      guard row.count == 4, case .integer(let first) = row[0], case .null = row[1],
        case .text(let empty) = row[2]
      else {
        Issue.record("row \(number) has other cells")
        return
      }
      #expect(first == Int64(number) << 40)
      #expect(empty.isEmpty)
      #expect(row[3].string == String(repeating: "客户\(number)", count: number % 7))
    }
    #expect(try !spool.next(into: &row))
  }

  @Test func aRowMayBeLargerThanTheMemoryForAll() throws {
    let spool = RowSpool()
    var row = RowBuffer()
    let text = String(repeating: "字", count: 1_000_000)
    for _ in 0..<3 {
      row.append(text: text)
      try spool.append(row)
      row.removeAll()
    }
    var count = 0
    while try spool.next(into: &row) {
      #expect(row[0].string == text)
      count += 1
    }
    #expect(count == 3)
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let spool = RowSpool(directory: "/nowhere/at/all")
    var row = RowBuffer()
    row.append(text: String(repeating: "x", count: 1 << 20))
    #expect(throws: (any Error).self) { try spool.append(row) }
  }
}
