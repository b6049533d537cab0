import Testing
import Values

@testable import Tabular

@Suite struct CSVEncodingTests {
  /// `名称,b` / `𠮷,中` in GB18030: the second line begins with a character of four bytes.
  static let gb18030: [UInt8] =
    [0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0x62, 0x0A]
    + [0x95, 0x34, 0xB2, 0x35, 0x2C, 0xD6, 0xD0, 0x0A]

  static let expected: [[String?]] = [["名称", "b"], ["𠮷", "中"]]

  @Test func recognisesGB18030() throws {
    for size in 1...16 {
      let reader = try reader(Self.gb18030, bufferSize: size, pieceSize: size)
      var read: [[String?]] = []
      while try reader.next() { read.append(fields(of: reader.record)) }
      #expect(read == Self.expected)
      #expect(reader.encodingUsed == "gb18030")
    }
  }

  @Test func recognisesUTF8() throws {
    let reader = try reader(Array("名称,b\n𠮷,中\n".utf8))
    while try reader.next() {}
    #expect(reader.encodingUsed == "utf-8")
  }

  /// The choice waits for the first byte that is not ASCII, however far it is.
  @Test func recognisesGB18030AfterALongASCIIBeginning() throws {
    let ascii = String(repeating: "row,value\n", count: 200_000)
    let reader = try reader(Array(ascii.utf8) + [0xD6, 0xD0, 0x2C, 0x62, 0x0A])
    var last: [String?] = []
    while try reader.next() { last = fields(of: reader.record) }
    #expect(last == ["中", "b"])
    #expect(reader.encodingUsed == "gb18030")
  }

  @Test func saysWhatToTryWhenUTF8BreaksOffLate() throws {
    let text = String(repeating: "深,1\n", count: 400_000)
    let error = try #require(readingError(Array(("名,b\n" + text).utf8) + [0xD6, 0xD0, 0x2C, 0x31]))
    #expect(error.code == "E_ENCODING")
    #expect(error.location?.line == 400_002)
    #expect(error.location?.column == 1)
    #expect(
      error.hints == ["if the file comes from Excel in Chinese, try --encoding gb18030"])
  }

  @Test(arguments: [
    ("auto", true, false), ("auto", true, true), ("utf-16", true, false), ("utf-16", true, true),
    ("utf-16le", false, false), ("utf-16be", false, true), ("utf-16le", true, false),
  ])
  func readsUTF16(_ encoding: String, hasMark: Bool, isBigEndian: Bool) throws {
    let units = Array(((hasMark ? "\u{FEFF}" : "") + "名称,b\n𠮷,中\n").utf16)
    let bytes = units.flatMap { unit -> [UInt8] in
      let high = UInt8(unit >> 8)
      let low = UInt8(unit & 0xFF)
      return isBigEndian ? [high, low] : [low, high]
    }
    for size in 1...16 {
      #expect(
        try records(bytes, encoding: encoding, bufferSize: size, pieceSize: size) == Self.expected)
    }
  }

  @Test func readsBig5() throws {
    #expect(
      try records([0xA4, 0xA4, 0x2C, 0xA4, 0xE5, 0x0A], encoding: "big5") == [["中", "文"]])
  }

  @Test(arguments: [
    ("gb18030", [0x61, 0x2C, 0x62, 0x0A, 0xD6, 0xD0, 0x2C, 0xFF, 0x0A] as [UInt8], 2, 3),
    ("big5", [0x61, 0x2C, 0x62, 0x0A, 0xA4, 0xA4, 0x2C, 0xFF, 0x0A], 2, 3),
    ("utf-16le", [0x61, 0x00, 0x0A, 0x00, 0x00, 0xDC, 0x61, 0x00], 2, 1),
    ("utf-8", [0x61, 0x0A, 0x80], 2, 1),
    ("gb18030", [0x61, 0x0A, 0xD6], 2, 1),
    ("utf-16le", [0x61, 0x00, 0x0A], 1, 2),
  ])
  func tellsThePlaceOfWrongBytes(
    encoding: String, bytes: [UInt8], line: Int, column: Int
  ) throws {
    let error = try #require(readingError(bytes, encoding: encoding))
    #expect(error.code == "E_ENCODING")
    #expect(
      error.location == UserError.Location(file: "leads.csv", line: line, column: column))
  }

  @Test(arguments: ["utf-9", "gb18031", "utf-8//IGNORE", "", "../x"])
  func refusesUnknownEncodings(name: String) throws {
    let error = try #require(readingError([0x61], encoding: name))
    #expect(error.exit == .usage)
  }

  @Test func suggestsTheNearEncoding() throws {
    let error = try #require(readingError([0x61], encoding: "gb18031"))
    #expect(error.message == "unknown encoding 'gb18031'")
    #expect(error.hints == ["did you mean 'gb18030'?"])
  }

  /// What `EncodingSink` writes, the reader reads back, across every cut of the bytes.
  @Test(arguments: ["gb18030", "utf-16", "utf-16le", "utf-8"])
  func writesWhatItReads(encoding: String) throws {
    let text = "名称,b\n𠮷野家,中é\n"
    for size in 1...9 {
      let sink = MemorySink()
      let encoder = try EncodingSink(encoding, to: sink)
      var source = MemorySource(text, pieceSize: size)
      var piece = [UInt8](repeating: 0, count: 16)
      while true {
        let length = piece.withUnsafeMutableBytes { source.read(into: $0) }
        if length == 0 { break }
        try piece[..<length].withUnsafeBytes { try encoder.write($0) }
      }
      try encoder.finish()
      #expect(
        try records(sink.bytes, encoding: encoding) == [["名称", "b"], ["𠮷野家", "中é"]])
    }
  }

  @Test func refusesCharactersThatAnEncodingLacks() throws {
    let sink = try EncodingSink("big5", to: MemorySink())
    let error = #expect(throws: UserError.self) {
      try Array("中𠮷".utf8).withUnsafeBytes { try sink.write($0) }
    }
    #expect(error?.message == "'𠮷' cannot be written in big5")
  }
}
