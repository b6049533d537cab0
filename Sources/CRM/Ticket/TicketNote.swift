import Store
import Values

/// `ticket note`: keeps what was found out or said about tickets.
package struct TicketNote {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Notes the text on all of these tickets, or on none, and returns them; also on closed ones.
  package func write(_ text: String, on selection: RecordSelection) throws -> Written<[Int64]> {
    let text = TrimmedBytes.trimmed(text)
    guard !text.isEmpty else {
      throw UserError(
        .usage, "the note is empty", code: "E_REQUIRED", hints: ["say something: --text TEXT"])
    }
    return try session.write { db in
      let ids = try selection.ids(of: .ticket, session: session, in: db)
      try TicketEvents.note(ids, text, in: db)
      return ids.sorted()
    }
  }
}
