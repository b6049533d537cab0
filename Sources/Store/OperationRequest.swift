import Values

/// Who does what, and when: captured once per invocation and recorded with every change.
package struct OperationRequest: Sendable {
  package var at: Instant
  package var actor: Int64?
  /// The user behind `--as`.
  package var impersonator: Int64?
  package var systemAccount: String
  /// The argument vector as a JSON array.
  package var command: String
  package var message: String?
  /// The operation that this one takes back.
  package var undoes: Int64?

  package init(
    at: Instant, actor: Int64?, impersonator: Int64? = nil, systemAccount: String, command: String,
    message: String? = nil, undoes: Int64? = nil
  ) {
    self.at = at
    self.actor = actor
    self.impersonator = impersonator
    self.systemAccount = systemAccount
    self.command = command
    self.message = message
    self.undoes = undoes
  }
}

/// What a write did: the operation it became, if it changed anything.
package struct OperationSummary: Sendable {
  package var id: Int64?
  package var created: Int
  package var changed: Int
  package var removed: Int
}
