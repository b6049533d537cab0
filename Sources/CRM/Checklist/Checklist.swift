import Store
import Values

/// The checklist of a stage, and what of it is done for an opportunity.
package struct Checklist {
  package struct Item: Sendable {
    package var id: Int64
    package var name: String
    package var isRequired: Bool
    /// When and by whom it was checked; nil while it is not.
    package var check: (at: String, by: String)?
  }

  package let items: [Item]

  /// The items in order; without an opportunity none of them is checked.
  package init(of stage: Int64, for opportunity: Int64? = nil, in db: ReadTransaction) throws {
    items = try db.rows(
      """
      SELECT i.id, i.name, i.required, k.at, u.login FROM checklist_item i
      LEFT JOIN stage_check k ON k.item = i.id AND k.opportunity = \(opportunity)
      LEFT JOIN "user" u ON u.id = k."by"
      WHERE i.stage = \(stage) AND i.deleted_at IS NULL ORDER BY i.position, i.id
      """, as: Int64.self, String.self, Bool.self, String?.self, String?.self
    ).map { id, name, isRequired, at, by in
      Item(id: id, name: name, isRequired: isRequired, check: at.map { ($0, by ?? "") })
    }
  }
}
