import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// An empty value clears a field, or is refused in words: never by the store.
@Suite struct FieldClearingTests {
  @Test func everyEditableFieldOfEveryRecord() throws {
    let fixture = try SalesFixture()
    try fixture.add(.opportunity, ["customer": "Acme", "name": "Line 3", "pipeline": "B2B"])
    try fixture.add(.contact, ["customer": "Acme", "name": "Li Na"])
    try fixture.add(.activity, ["customer": "Acme", "method": "phone", "note": "called"])
    try fixture.add(.task, ["customer": "Acme", "title": "Call back"])
    try fixture.add(.contract, ["customer": "Acme", "name": "Frame", "amount": "10"])
    try fixture.add(.ticket, ["customer": "Acme", "title": "It is broken"])
    try fixture.add(.lead, ["name": "Blue Heron"])
    let nouns = try fixture.store.session().catalogue.nouns
    var refused: Set<String> = []
    for noun in nouns {
      guard
        let id = try fixture.number(
          "SELECT id FROM \(identifier: noun.table) ORDER BY id DESC LIMIT 1")
      else {
        continue
      }
      for field in noun.fields where field.isEditable && !field.isLink {
        let session = fixture.store.session()
        do {
          _ = try session.write(isDryRun: true) { db in
            try RecordEditor(noun, session: session, db: db).edit([Int64(id)], set: [(field, "")])
          }
        } catch let error as UserError {
          #expect(error.exit != .bug, "\(noun.name).\(field.name): \(error.message)")
          if error.code == "E_REQUIRED" { refused.insert("\(noun.name).\(field.name)") }
        }
      }
    }
    #expect(
      refused.isSuperset(of: [
        "customer.name", "customer.type", "opportunity.probability", "stage.position",
        "user.active", "product.active", "ticket.priority", "activity.at",
      ]), "\(refused.sorted())")
  }
}
