import Store

/// What follows from the tree of categories and from what they hold, as SQL.
enum CategoryFacts {
  static func sql(_ fact: String, _ id: SQL) -> SQL? {
    switch fact {
    case "path":
      """
      (WITH RECURSIVE up(parent, path) AS (
          SELECT fc.parent, fc.name FROM category fc WHERE fc.id = \(id)
          UNION ALL
          SELECT fc.parent, fc.name || ' / ' || up.path
          FROM up JOIN category fc ON fc.id = up.parent)
        SELECT path FROM up WHERE parent IS NULL)
      """
    case "products":
      "(SELECT count(*) FROM product fp WHERE fp.category = \(id) AND fp.deleted_at IS NULL)"
    default: nil
    }
  }
}
