import CommandLineKit
import Tabular
import Values

/// Everything that a process knows about its surroundings, captured once by `main`.
///
/// Nothing else reads the clock, the environment or the terminal, so that tests and `crm` itself
/// run the same code.
package struct Environment {
  package var arguments: [ArgumentText]
  /// Looks an environment variable up; reading all of them would cost every start.
  private let lookUp: (String) -> String?
  package var now: Instant
  /// The operating-system account, which stands for a user of the store.
  package var systemAccount: String
  package var workingDirectory: String
  package var homeDirectory: String
  package var processID: Int32
  package var isOutputTerminal: Bool
  package var isErrorTerminal: Bool
  package var isInputTerminal: Bool
  /// Columns of the terminal; nil without one.
  package var terminalWidth: Int?
  package var output: any ByteSink
  package var error: any ByteSink
  /// Milliseconds on a clock that never goes back; for progress, never for data.
  package var elapsed: @Sendable () -> Int = { 0 }

  package init(
    arguments: [ArgumentText], variables lookUp: @escaping (String) -> String?, now: Instant,
    systemAccount: String,
    workingDirectory: String, homeDirectory: String, processID: Int32, isOutputTerminal: Bool,
    isErrorTerminal: Bool, isInputTerminal: Bool, terminalWidth: Int?, output: any ByteSink,
    error: any ByteSink
  ) {
    self.arguments = arguments
    self.lookUp = lookUp
    self.now = now
    self.systemAccount = systemAccount
    self.workingDirectory = workingDirectory
    self.homeDirectory = homeDirectory
    self.processID = processID
    self.isOutputTerminal = isOutputTerminal
    self.isErrorTerminal = isErrorTerminal
    self.isInputTerminal = isInputTerminal
    self.terminalWidth = terminalWidth
    self.output = output
    self.error = error
  }

  /// Whether a variable is set, if only to nothing.
  func isSet(_ name: String) -> Bool { lookUp(name) != nil }

  /// A variable that is set and not empty.
  func variable(_ name: String) -> String? {
    guard let value = lookUp(name), !value.isEmpty else { return nil }
    return value
  }
}
