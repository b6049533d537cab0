import Testing
import Values

@testable import Tabular

@Suite struct CSVReaderTests {
  static let samples: [(text: String, expected: [[String?]])] = [
    ("", []),
    ("\n\n\r\n", []),
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a,b\n\n\n1,2\n\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n,\n", [["a", "b"], [nil, nil]]),
    ("a,b\n\"\",\n", [["a", "b"], ["", nil]]),
    ("a,b\n1,", [["a", "b"], ["1", nil]]),
    ("a,b\n\"1\",\"2\"", [["a", "b"], ["1", "2"]]),
    ("a,b\n\"1,5\",\"x\ny\"\n", [["a", "b"], ["1,5", "x\ny"]]),
    ("a,b\n\"x\r\ny\",\"\r\"\r\n", [["a", "b"], ["x\r\ny", "\r"]]),
    ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", [["a", "b"], ["say \"hi\"", "\""]]),
    ("a,b\n\"\"\"a\"\"\"\"b\"\"\",c\n", [["a", "b"], ["\"a\"\"b\"", "c"]]),
    ("a,b\n 1 ,  \n", [["a", "b"], [" 1 ", "  "]]),
    ("名称;电话\n深圳市;138\n", [["名称", "电话"], ["深圳市", "138"]]),
    ("a\tb\n1,5\t2\n", [["a", "b"], ["1,5", "2"]]),
    ("a|b|c\n1|2|3\n", [["a", "b", "c"], ["1", "2", "3"]]),
    ("\"a;b;c\",d\n1,2\n", [["a;b;c", "d"], ["1", "2"]]),
    ("name\n1;2\n", [["name"], ["1;2"]]),
    ("sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
    ("SEP=|\r\na|b\r\n1|2\r\n", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}sep=;\na;b\n1;2\n", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}", []),
  ]

  @Test(arguments: samples)
  func readsRecords(_ sample: (text: String, expected: [[String?]])) throws {
    #expect(try records(Array(sample.text.utf8)) == sample.expected)
  }

  /// Wherever a buffer happens to end, the records are the same.
  @Test(arguments: samples)
  func readsTheSameThroughEveryBufferSize(_ sample: (text: String, expected: [[String?]])) throws {
    let bytes = Array(sample.text.utf8)
    for size in 1...64 {
      #expect(try records(bytes, bufferSize: size, pieceSize: size) == sample.expected)
      #expect(try records(bytes, bufferSize: size) == sample.expected)
    }
  }

  @Test func givesThePlaceOfRecordsAndFields() throws {
    let text = "a,b\r\n\"x\ny\",\"深圳\r\n\"\n\n\"é\",\"z\"\n"
    let reader = try reader(Array(text.utf8))
    var lines: [Int] = []
    var columns: [[Int?]] = []
    while try reader.next() {
      lines.append(reader.record.line)
      columns.append((0..<reader.record.count).map { reader.location(ofField: $0).column })
    }
    #expect(lines == [1, 2, 6])
    #expect(columns == [[1, 3], [1, 4], [1, 5]])
  }

  @Test func givesTheRecordAsItStands() throws {
    let reader = try reader(Array("a,b\n\"x\"\"y\", 2 \r\n".utf8))
    #expect(try reader.next())
    #expect(try reader.next())
    #expect(String(decoding: reader.record.raw, as: UTF8.self) == "\"x\"\"y\", 2 ")
  }

  @Test func goesOnAfterARaggedRow() throws {
    let reader = try reader(Array("a,b\n1\n3,4\n".utf8))
    #expect(try reader.next())
    #expect(throws: UserError.self) { try reader.next() }
    #expect(fields(of: reader.record) == ["1"])
    #expect(try reader.next())
    #expect(fields(of: reader.record) == ["3", "4"])
    #expect(try !reader.next())
  }

  @Test func stopsForGoodAfterAnyOtherError() throws {
    let reader = try reader(Array("a,b\nx\"y,1\n3,4\n".utf8))
    #expect(try reader.next())
    #expect(throws: UserError.self) { try reader.next() }
    #expect(throws: UserError.self) { try reader.next() }
  }

  @Test func takesTheDelimiterItIsGiven() throws {
    #expect(
      try records(Array("a,b;c\n1,2;3\n".utf8), delimiter: UInt8(ascii: ";"))
        == [["a,b", "c"], ["1,2", "3"]])
  }

  @Test(arguments: ["\"", "\n", "\r", "\0", "é"])
  func refusesADelimiterThatIsNone(delimiter: String) throws {
    let byte = try #require(delimiter.utf8.first)
    let error = #expect(throws: UserError.self) { try reader([0x61], delimiter: byte) }
    #expect(error?.exit == .usage)
  }

  @Test func readsFieldsUpToTheLimitInSmallBuffers() throws {
    let long = String(repeating: "深", count: 333_333)
    let read = try records(Array("a,b\n\"\(long)\",\(long)\n".utf8), bufferSize: 64)
    #expect(read == [["a", "b"], [long, long]])
  }

  @Test func readsTheHeader() throws {
    let header = try CSVHeader(try reader(Array(" 名称 ,\"电 话\",,\n".utf8)))
    #expect(header.names == ["名称", "电 话", "", ""])
  }
}
