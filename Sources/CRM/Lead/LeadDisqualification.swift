import Catalogue
import Store
import Values

/// Why nothing becomes of a lead.
package struct LeadDisqualification: Sendable {
  /// The option list of reasons.
  package static let reasons = "lead.disqualify_reason"
  /// The key of the reason that says nothing by itself.
  private static let otherReason = "other"

  var reason: String
  var note: String?

  /// By key or title of the reason.
  package init(reason: String, note: String? = nil) {
    self.reason = reason
    self.note = note
  }

  /// The key of the reason; refuses one that is not offered, or that needs a note.
  func key(in db: ReadTransaction, language: Language) throws -> String {
    let list = try OptionList(Self.reasons, in: db)
    guard let key = list.key(for: reason) else { throw list.unknown(reason, field: "reason") }
    guard list.isActive(key) else {
      throw UserError(
        .usage, "the reason '\(reason)' is no longer active", code: "E_OPTION",
        hints: ["'crm dict edit \(Self.reasons).\(key) --active yes' offers it again"])
    }
    guard key != Self.otherReason || note != nil else {
      throw UserError(
        .usage, "the reason '\(list.label(of: key, in: language))' needs a note",
        code: "E_REQUIRED", hints: ["--note says what it was"])
    }
    return key
  }
}
