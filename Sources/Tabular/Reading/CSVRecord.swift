/// One record of a CSV file, as it lies in the reader's buffer; valid until the next one is read.
package struct CSVRecord {
  let text: UnsafePointer<UInt8>
  let length: Int
  let fields: UnsafePointer<CSVScanner.Field>
  let unescaped: UnsafePointer<UInt8>

  /// The physical line on which the record begins, from one.
  package let line: Int
  /// The number of fields.
  package let count: Int

  /// The text of a field without its quotes, in valid UTF-8.
  package subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(index >= 0 && index < count, "no such field in the record")
    let field = fields[index]
    let start = (field.isUnescaped ? unescaped : text) + field.text
    return UnsafeBufferPointer(start: start, count: field.length)
  }

  /// Whether the field stood in quotes: `""` is an empty text, nothing at all is no value.
  package func isQuoted(_ index: Int) -> Bool {
    precondition(index >= 0 && index < count, "no such field in the record")
    return fields[index].isQuoted
  }

  /// The record as it stands in the file, in UTF-8 and without its line end.
  package var raw: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text, count: length)
  }
}
