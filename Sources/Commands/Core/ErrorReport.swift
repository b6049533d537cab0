import Tabular
import Values

/// An error as it is written to standard error: hints first, the important line last.
struct ErrorReport {
  private let error: UserError

  init(_ error: UserError) {
    self.error = error
  }

  func write(to output: ByteOutput, asJSON: Bool) {
    // There is nobody left to tell when standard error cannot be written.
    try? output.write(asJSON ? json + "\n" : text)
    try? output.flush()
  }

  private var text: String {
    let hints = error.hints.map { "crm: hint: \(TerminalText.escaped($0))\n" }.joined()
    let message = TerminalText.escaped(error.message)
    guard let location = error.location else {
      return hints + (error.excerpt.map { ExcerptText($0).lines } ?? "")
        + "crm: error: \(message)\n"
    }
    var place = TerminalText.escaped(location.file)
    if let line = location.line { place += ":\(line)" }
    if let column = location.column { place += ":\(column)" }
    let code = error.code.map { "[\($0)]" } ?? ""
    return hints + "\(place): error\(code): \(message)\n"
  }

  private var json: String {
    var members = [
      "\"error\":\(JSONString.quoted(error.message))", "\"exit\":\(error.exit.rawValue)",
    ]
    if let code = error.code { members.append("\"code\":\(JSONString.quoted(code))") }
    if let location = error.location {
      members.append("\"file\":\(JSONString.quoted(location.file))")
      if let line = location.line { members.append("\"line\":\(line)") }
      if let column = location.column { members.append("\"column\":\(column)") }
    }
    if let excerpt = error.excerpt {
      members.append("\"start\":\(excerpt.start),\"end\":\(excerpt.end)")
    }
    for detail in error.details {
      members.append("\(JSONString.quoted(detail.name)):\(JSONString.quoted(detail.value))")
    }
    members.append("\"hints\":[\(error.hints.map(JSONString.quoted).joined(separator: ","))]")
    return "{\(members.joined(separator: ","))}"
  }
}
