import CRM

extension CommandContext {
  /// Tells how far an import is.
  func importProgress() -> (ImportProgress) -> Void {
    { _ in }
  }
}
