import Catalogue
import Tabular

extension CustomerSection {
  /// Every field of the customer, tags and custom fields included, as `show` of any noun has them.
  static let header = CustomerSection(
    "header", "all fields, tags and custom fields, each under its name"
  ) { scene in
    let record = try RecordDocument(.customer, session: scene.session, db: scene.db)
      .document(of: scene.customer)
    guard case .object(let entries) = record else { return [] }
    return entries
  }
}
