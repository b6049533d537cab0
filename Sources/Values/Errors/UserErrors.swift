/// Several errors at once, as a file with many wrong rows has them.
///
/// They are reported in order; the last one concludes and gives the exit code.
package struct UserErrors: Error, Sendable, Equatable {
  package var findings: [UserError]
  package var conclusion: UserError

  package init(_ findings: [UserError], conclusion: UserError) {
    self.findings = findings
    self.conclusion = conclusion
  }
}
