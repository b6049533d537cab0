import Catalogue
import Values

/// What one invocation is: captured once from the command line and the environment.
package struct Invocation: Sendable {
  package var now: Instant
  /// Whether `now` was set (`CRM_NOW`) instead of read from the clock.
  package var isClockSet = false
  package var arguments: [String] = []
  package var systemAccount: String
  /// `--as USER` or `CRM_USER`.
  package var asUser: String?
  package var message: String?
  package var isDryRun = false
  package var isReadOnly = false
  package var lockTimeout = 5000
  package var processID: Int32 = 0
  package var language = Language.english
  /// Whether people read the output; then keys are shown by their labels.
  package var isForPeople = false
  /// `CRM_TZ`: the zone of date words and of instants shown to people.
  package var displayZone: String?
  /// How many hooks led to this invocation, each calling crm.
  package var hookDepth = 0
  /// The directory of the store.
  package var storeDirectory: String

  package init(now: Instant, systemAccount: String, storeDirectory: String) {
    self.now = now
    self.systemAccount = systemAccount
    self.storeDirectory = storeDirectory
  }
}

extension Invocation {
  /// The argument vector as a JSON array, for the history.
  package var commandJSON: String {
    "[" + arguments.map(JSONString.quoted).joined(separator: ",") + "]"
  }

  /// What other processes read while this one holds the lock.
  package var lockHolder: String {
    "process \(processID) (\(arguments.prefix(4).joined(separator: " "))) is writing since \(now)"
  }
}
