/// What the surroundings ask of a rendering; formats for machines ignore most of it.
package struct RenderStyle: Sendable {
  package var isTerminal: Bool
  /// Columns of the terminal; nil means that nothing is ever cut.
  package var width: Int?
  package var color: Bool
  package var header: Bool
  /// Ends every line of `tsv`, `ids`, `line` and `ndjson` with NUL instead of a newline.
  package var nullSeparated: Bool
  /// CSV for Excel: byte order mark, CRLF, and text that Excel would run as a formula made inert.
  package var excel: Bool
  /// CSV for `crm import`: a text that would read as `\N`, which clears a field, gets one more
  /// backslash.
  package var escapesClearing: Bool
  /// How people read the values of a boolean column in `table` and `md`.
  package var boolLabels: BoolLabels
  /// Shows an instant (`2026-03-01T09:00:00Z`) in local time in `table` and `md`; nil leaves UTC.
  package var localTime: (@Sendable (_ utc: String) -> String)?

  package struct BoolLabels: Sendable {
    package var no: String
    package var yes: String

    package init(no: String, yes: String) {
      self.no = no
      self.yes = yes
    }
  }

  package init(
    isTerminal: Bool = false, width: Int? = nil, color: Bool = false, header: Bool = true,
    nullSeparated: Bool = false, excel: Bool = false, escapesClearing: Bool = false,
    boolLabels: BoolLabels = BoolLabels(no: "no", yes: "yes"),
    localTime: (@Sendable (_ utc: String) -> String)? = nil
  ) {
    self.isTerminal = isTerminal
    self.width = width
    self.color = color
    self.header = header
    self.nullSeparated = nullSeparated
    self.excel = excel
    self.escapesClearing = escapesClearing
    self.boolLabels = boolLabels
    self.localTime = localTime
  }

  /// What ends a line in the formats that obey `nullSeparated`.
  var lineEnd: UInt8 { nullSeparated ? 0 : UInt8(ascii: "\n") }
}
