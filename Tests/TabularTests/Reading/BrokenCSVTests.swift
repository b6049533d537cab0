import ProgramTesting
import Testing
import Values

@testable import Tabular

/// Every way a file can be broken: an error with its code and its exact place.
@Suite struct BrokenCSVTests {
  struct Sample: CustomTestStringConvertible {
    let bytes: [UInt8]
    let code: String
    let line: Int?
    let column: Int?
    let message: String

    init(
      _ text: String, _ code: String, _ line: Int?, _ column: Int?, _ message: String
    ) {
      self.init(Array(text.utf8), code, line, column, message)
    }

    init(
      _ bytes: [UInt8], _ code: String, _ line: Int?, _ column: Int?, _ message: String
    ) {
      self.bytes = bytes
      self.code = code
      self.line = line
      self.column = column
      self.message = message
    }

    var testDescription: String {
      code + " " + String(decoding: bytes.prefix(40), as: UTF8.self).debugDescription
    }
  }

  static let samples: [Sample] = [
    Sample("", "E_EMPTY", nil, nil, "the file is empty"),
    Sample("\n\r\n", "E_EMPTY", nil, nil, "the file is empty"),
    Sample(" , ,\n1,2,3\n", "E_HEADER", 1, 1, "the header line names no column"),
    Sample("   \n", "E_HEADER", 1, 1, "the header line names no column"),
    Sample("\n\"\"\n", "E_HEADER", 2, 1, "the header line names no column"),
    Sample(
      "a,b, a\n1,2,3\n", "E_HEADER_DUPLICATE", 1, 5, "columns 1 and 3 are both named 'a'"),
    Sample(
      "名称,\"电\n话\",\"名称\"\n", "E_HEADER_DUPLICATE", 2, 4,
      "columns 1 and 3 are both named '名称'"),
    Sample("a,b\n1\n", "E_RAGGED", 2, 2, "expected 2 fields, found 1"),
    Sample("a,b\n1,2,\n", "E_RAGGED", 2, 5, "expected 2 fields, found 3"),
    Sample("a,b\n\"x\ny\",2,深,4\n", "E_RAGGED", 3, 6, "expected 2 fields, found 4"),
    Sample("a,b\n1,2\n \n", "E_RAGGED", 3, 2, "expected 2 fields, found 1"),
    Sample("a\n1,2\n", "E_RAGGED", 2, 3, "expected 1 field, found 2"),
    Sample("a,b\n1,\"2\n3,4\n", "E_QUOTE", 2, 3, "this quote is never closed"),
    Sample("a,b\n\"深\n圳\",\"", "E_QUOTE", 3, 4, "this quote is never closed"),
    Sample("a,b\n1,\"2\"\"", "E_QUOTE", 2, 3, "this quote is never closed"),
    Sample(
      "a,b\n12\"x,2\n", "E_QUOTE", 2, 3, "a quote within a field that does not begin with one"),
    Sample(
      "a,b\n1, \"2\"\n", "E_QUOTE", 2, 4, "a quote within a field that does not begin with one"),
    Sample(
      "a,b\n\"x\"y,2\n", "E_QUOTE", 2, 4,
      "expected ',' or the end of the line after the closing quote"),
    Sample(
      "a\tb\n\"x\ny\" \t2\n", "E_QUOTE", 3, 3,
      "expected tab or the end of the line after the closing quote"),
    Sample("a,b\n1,x\0y\n", "E_NUL", 2, 4, "a NUL byte, which text cannot hold"),
    Sample("\0", "E_NUL", 1, 1, "a NUL byte, which text cannot hold"),
    Sample(
      Array("名,b\n".utf8) + [0x31, 0x2C, 0xFF, 0x0A], "E_ENCODING", 2, 3,
      "0xff is not valid in utf-8"),
    Sample(
      Array("名,b\n深,".utf8) + [0xC0, 0xAF, 0x0A], "E_ENCODING", 2, 3,
      "0xc0 is not valid in utf-8"),
    Sample(
      Array("名,b\n\"深\n圳".utf8) + [0xED, 0xA0, 0x80], "E_ENCODING", 3, 2,
      "0xed is not valid in utf-8"),
    Sample(
      Array("名,b\n1,".utf8) + [0xE6, 0xB7], "E_ENCODING", 2, 3,
      "the file ends within a character"),
    Sample(
      Array(repeating: UInt8(ascii: ","), count: 1_000), "E_COLUMNS", 1, 1_001,
      "more than 1000 columns"),
    Sample(
      "a,b\n1," + String(repeating: "x", count: 1_000_001) + "\n", "E_FIELD_SIZE", 2, 3,
      "a field is longer than 1000000 bytes"),
    Sample(
      "a,b\n1,\"" + String(repeating: "x\n", count: 600_000), "E_FIELD_SIZE", 2, 3,
      "a field is longer than 1000000 bytes"),
  ]

  @Test(arguments: samples)
  func isRefusedWithItsPlace(_ sample: Sample) throws {
    let error = try #require(readingError(sample.bytes))
    #expect(error.exit == .badData)
    #expect(error.code == sample.code)
    #expect(error.message == sample.message)
    #expect(
      error.location
        == UserError.Location(file: "leads.csv", line: sample.line, column: sample.column))
  }

  @Test func recordsThatAreFarTooLongAreRefused() throws {
    let field = String(repeating: "x", count: 900_000) + ","
    let text = "a\n" + String(repeating: field, count: 20)
    let error = try #require(readingError(Array(text.utf8)))
    #expect(error.code == "E_RECORD_SIZE")
    #expect(error.location == UserError.Location(file: "leads.csv", line: 2, column: 1))
  }

  @Test func saysWhichDelimiterWasGuessed() throws {
    let error = try #require(readingError(Array("a;b\n1\n".utf8)))
    #expect(
      error.hints == ["the delimiter was taken to be ';'; --delimiter sets another"])
  }

  /// Random bytes, and random text of the characters that matter, end in records or an error.
  @Test(arguments: 0..<200)
  func neverCrashesOnRandomBytes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("a,;\"\"\n\r\t|深 ".utf8) + [0x00, 0xFF, 0xE6, 0x81, 0x30]
    let length = Int.random(in: 0..<300, using: &generator)
    let bytes: [UInt8] = (0..<length).map { _ in
      seed.isMultiple(of: 2)
        ? UInt8.random(in: .min ... .max, using: &generator)
        : alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
    }
    let size = Int.random(in: 1...64, using: &generator)
    let encodings = ["auto", "utf-8", "gb18030", "utf-16le", "big5"]
    for encoding in encodings {
      let whole = outcome(bytes, encoding: encoding, bufferSize: 1 << 16)
      let pieces = outcome(bytes, encoding: encoding, bufferSize: size)
      #expect(whole == pieces)
    }
  }

  private struct Outcome: Equatable {
    var records: [[String?]] = []
    var error: UserError?
  }

  private func outcome(_ bytes: [UInt8], encoding: String, bufferSize: Int) -> Outcome {
    var outcome = Outcome()
    do {
      let reader = try reader(
        bytes, encoding: encoding, bufferSize: bufferSize, pieceSize: bufferSize)
      while try reader.next() { outcome.records.append(fields(of: reader.record)) }
    } catch {
      outcome.error = error as? UserError
    }
    return outcome
  }
}
