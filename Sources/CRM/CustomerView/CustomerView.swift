import Catalogue
import Store
import Tabular
import Values

/// `customer show`: all that there is about a customer, section by section, as one document.
package struct CustomerView {
  /// How many follow-ups are shown when nobody says otherwise.
  package static let standardActivities = 10
  /// How many follow-ups people may ask for.
  package static let mostActivities = 10_000

  private let session: Session
  private let sections: [CustomerSection]
  private let activities: Int

  /// With no names, all sections are shown; they come in declared order, whatever the order asked
  /// for, so that the document keeps its keys in place.
  package init(
    sections names: [String] = [], activities: Int = standardActivities, session: Session
  ) throws {
    self.session = session
    guard 0...Self.mostActivities ~= activities else {
      throw UserError(
        .usage, "--activities takes a number from 0 to \(Self.mostActivities)", code: "E_SECTION",
        hints: ["'crm activity list --where' finds all of them"])
    }
    self.activities = activities
    for name in names where !CustomerSection.names.contains(name) {
      throw UserError(
        .usage, "a customer has no section '\(name)'", code: "E_SECTION",
        hints: [
          NearestNames.hint(for: name, among: CustomerSection.names)
            ?? "sections: \(CustomerSection.names.joined(separator: ", "))"
        ])
    }
    sections = CustomerSection.all.filter { names.isEmpty || names.contains($0.name) }
  }

  /// The sections, and of the fields that `--fields` asks for what only lists tell.
  package func document(of reference: String, for fields: String? = nil) throws -> Document {
    try session.read { db in
      let id = try ReferenceResolver(.customer, session: session, in: db).id(for: reference)
      let scene = CustomerScene(customer: id, activities: activities, session: session, db: db)
      return try RecordDocument(.customer, session: session, db: db).completing(
        .object(try sections.flatMap { try $0.entries(scene) }), of: id, for: fields)
    }
  }
}
