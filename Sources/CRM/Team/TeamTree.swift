import Store

/// Teams with the teams below them.
package enum TeamTree {
  /// A query of the ids of all users in the teams or below.
  package static func members(of teams: [Int64]) -> SQL {
    """
    SELECT id FROM "user" WHERE team IN (\(below(teams)))
    """
  }

  /// A query of the ids of the teams and of all below them.
  static func below(_ teams: [Int64]) -> SQL {
    """
    WITH RECURSIVE below(id) AS (
      SELECT value FROM json_each(\(SQL.idList(teams)))
      UNION SELECT t.id FROM team t JOIN below ON t.parent = below.id)
    SELECT id FROM below
    """
  }
}
