import Values

/// Refuses to write rows as a message: most have nobody whom they are for.
package struct MailRefusal: RowRenderer {
  package static let error = UserError(
    .usage, "only 'crm inbox' writes mail", hints: ["choose another format with -O"])

  package func begin(_ columns: [Column]) throws { throw Self.error }

  package func row(_ row: borrowing RowBuffer) throws { throw Self.error }

  package func end() throws {}
}
