import Tabular

/// The file of an import, and the files that it writes beside.
package struct ImportInput {
  /// The name that errors give.
  package var name: String
  package var source: any RepeatableSource
  package var dialect: CSVDialect
  /// The length in bytes, when it is known.
  package var size: Int64?
  /// Takes the rows that were not imported.
  package var rejects: ByteOutput?
  /// Takes the line and the record of every row.
  package var results: ByteOutput?

  package init(name: String, source: any RepeatableSource, dialect: CSVDialect, size: Int64? = nil)
  {
    self.name = name
    self.source = source
    self.dialect = dialect
    self.size = size
  }
}

/// How far an import is.
package struct ImportProgress: Sendable {
  package var rows: Int
  package var bytes: Int64
  /// The bytes of the whole file, when they are known.
  package var size: Int64?
}
