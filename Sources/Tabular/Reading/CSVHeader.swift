/// The names of a file's columns, from its first record.
package struct CSVHeader: Sendable, Equatable {
  /// The names in order, without spaces around them; blank where the file names none.
  package let names: [String]

  /// Reads the first record.
  ///
  /// An empty file, a header without any name and two columns of one
  /// name are errors; single columns may be nameless.
  package init(_ reader: CSVReader) throws {
    guard try reader.next() else { throw CSVFault.emptyFile(reader.name) }
    var names: [String] = []
    var columns: [String: Int] = [:]
    for index in 0..<reader.record.count {
      let name = Self.trimmed(String(decoding: reader.record[index], as: UTF8.self))
      names.append(name)
      guard !name.isEmpty else { continue }
      if let first = columns.updateValue(index, forKey: name) {
        throw CSVFault.duplicateColumn(
          name, first: first + 1, second: index + 1, reader.location(ofField: index))
      }
    }
    if columns.isEmpty { throw CSVFault.blankHeader(reader.location(ofField: 0)) }
    self.names = names
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
