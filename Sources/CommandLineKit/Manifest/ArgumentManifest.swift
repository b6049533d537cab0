/// What there is to know about one option, flag or operand, as data without code.
package struct ArgumentManifest: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable {
    /// Takes a value.
    case option
    /// Takes none; `--no-NAME` is its opposite.
    case flag
    case operand
  }

  package var kind: Kind
  /// The long name without dashes, or the operand's name in capitals.
  package var name: String
  /// One ASCII character, without the dash.
  package var short: String?
  /// Further long names that are accepted but not listed.
  package var aliases: [String] = []
  /// What help calls the value of an option: `N`, `FILE`.
  package var valueName: String?
  /// One sentence without a period at its end.
  package var help: String
  package var completion: Completion = .none
  /// The value when the argument is not given; for a flag `on` or nothing.
  package var defaultValue: String?
  package var isRequired = false
  package var isRepeatable = false
  package var separatesAtCommas = false
  /// Whether a flag distinguishes on, off and not given, so that help shows `--[no-]NAME`.
  package var hasThreeStates = false
  /// The heading in help under which the option stands; nil for "Options".
  package var section: String?
  package var isHidden = false

  /// The opposite of a flag: `no-color` of `color`, and `input` of `no-input`.
  package var negatedName: String {
    name.hasPrefix("no-") ? String(name.dropFirst(3)) : "no-\(name)"
  }

  /// The spelling that people see: `--name`, `--no-pager` for a flag that is on, `CUSTOMER`.
  package var spelling: String {
    switch kind {
    case .operand: name
    case .option: "--\(name)"
    case .flag where hasThreeStates: "--[no-]\(name)"
    case .flag: defaultValue == nil ? "--\(name)" : "--\(negatedName)"
    }
  }
}
