@testable import Values

/// The error that the body throws, or nil when it throws none.
func userError(_ body: () throws(UserError) -> Void) -> UserError? {
  do throws(UserError) {
    try body()
    return nil
  } catch {
    return error
  }
}
