import Values

@testable import Tabular

/// A reader over bytes in memory, with a buffer as small as the test wants it.
func reader(
  _ bytes: [UInt8], delimiter: UInt8? = nil, encoding: String = "auto", bufferSize: Int = 1 << 16,
  pieceSize: Int = .max
) throws -> CSVReader {
  try CSVReader(
    source: MemorySource(bytes, pieceSize: pieceSize), name: "leads.csv",
    dialect: CSVDialect(delimiter: delimiter, encoding: encoding), bufferSize: bufferSize)
}

/// All records; an unquoted empty field is nil, `""` is the empty string.
func records(
  _ bytes: [UInt8], delimiter: UInt8? = nil, encoding: String = "auto", bufferSize: Int = 1 << 16,
  pieceSize: Int = .max
) throws -> [[String?]] {
  let reader = try reader(
    bytes, delimiter: delimiter, encoding: encoding, bufferSize: bufferSize, pieceSize: pieceSize)
  var result: [[String?]] = []
  while try reader.next() { result.append(fields(of: reader.record)) }
  return result
}

func fields(of record: CSVRecord) -> [String?] {
  (0..<record.count).map { index in
    record[index].isEmpty && !record.isQuoted(index)
      ? nil : String(decoding: record[index], as: UTF8.self)
  }
}

/// The error that reading the whole file, header included, ends with.
func readingError(_ bytes: [UInt8], encoding: String = "auto") -> UserError? {
  do {
    let reader = try reader(bytes, encoding: encoding)
    _ = try CSVHeader(reader)
    while try reader.next() {}
    return nil
  } catch {
    return error as? UserError
  }
}
