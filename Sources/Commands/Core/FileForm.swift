import Tabular

/// How an exported file is written.
package struct FileForm: Sendable {
  package var format: OutputFormat
  /// The encoding, when it is not UTF-8.
  package var encoding: String?
  /// With a byte order mark, CRLF, and text that Excel would run as a formula made inert.
  package var isForExcel = false

  package init(_ format: OutputFormat, encoding: String? = nil, isForExcel: Bool = false) {
    self.format = format
    self.encoding = encoding
    self.isForExcel = isForExcel
  }
}
