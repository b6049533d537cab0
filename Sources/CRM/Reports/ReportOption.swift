import Values

/// An option that one report has, besides those of all reports.
package struct ReportOption: Sendable {
  package let name: String
  /// What help calls the value; nil for a flag.
  package let value: String?
  package let help: String
  /// The words that it takes; empty for any text.
  package let choices: [String]
  package let isRepeatable: Bool

  static func flag(_ name: String, _ help: String) -> ReportOption {
    ReportOption(name: name, value: nil, help: help, choices: [], isRepeatable: false)
  }

  static func option(
    _ name: String, _ value: String, _ help: String, choices: [String] = [],
    isRepeatable: Bool = false
  ) -> ReportOption {
    ReportOption(
      name: name, value: value, help: help, choices: choices, isRepeatable: isRepeatable)
  }
}

extension Report {
  /// An option of all reports that this one has not got, and why.
  package func reason(against option: String) -> String {
    if let reason = reasons[option] { return reason }
    return switch option {
    case "where", "view", "ids": "it counts records of several kinds"
    case "owner", "team": "what it counts belongs to nobody"
    case "pipeline": "it does not count opportunities alone"
    case "period", "from", "to": "it shows how things are, not what happened"
    case "as-of": "it counts what happened on its day; --to ends the period"
    default: "its rows are always the same"
    }
  }
}
