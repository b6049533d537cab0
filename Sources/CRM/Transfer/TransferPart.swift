import Values

/// What may go along with a customer that gets another owner.
package enum TransferPart: String, CaseIterable, Sendable {
  /// They belong to the customer and always follow it.
  case contacts
  /// The open ones that its former owner has there, with the open quotes.
  case opportunities
  /// The ones that count or may yet, of its former owner there; only when asked for.
  case contracts
  /// The open ones that its former owner has to do there.
  case tasks
  /// The after-sales cases that its former owner sees to.
  case tickets

  /// What goes along when nobody says otherwise.
  package static let standard: Set<TransferPart> = [.contacts, .opportunities, .tasks, .tickets]

  /// The part that the text names.
  package init(_ text: String) throws {
    if let part = TransferPart(rawValue: text) {
      self = part
      return
    }
    let names = Self.allCases.map(\.rawValue)
    throw UserError(
      .usage, "'\(text)' is nothing that goes along with a customer", code: "E_PART",
      hints: [
        NearestNames.hint(for: text, among: names)
          ?? "--with takes \(names.joined(separator: ", "))"
      ])
  }
}
