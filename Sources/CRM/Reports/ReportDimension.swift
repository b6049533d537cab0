import Catalogue
import Store
import Values

/// What a report about opportunities can be grouped by (`--by`).
package enum ReportDimension: String, CaseIterable, Sendable {
  case owner, team, product, source, industry, region, level

  package var label: Label {
    switch self {
    case .owner: Label("Owner", "归属人")
    case .team: Noun.team.label
    case .product: Noun.product.label
    case .source: Label("Source", "来源")
    case .industry: Label("Industry", "行业")
    case .region: Label("Region", "地区")
    case .level: Label("Level", "级别")
    }
  }

  /// The group that the opportunity `r` belongs to, as a value; NULL for none.
  var key: SQL {
    switch self {
    case .owner: "r.owner"
    case .team: "(SELECT u.team FROM \"user\" u WHERE u.id = r.owner)"
    case .product: "line.product"
    case .source: "r.source"
    case .industry, .region, .level:
      "(SELECT c.\(identifier: rawValue) FROM customer c WHERE c.id = r.customer)"
    }
  }

  /// What must be joined to `r`; with several products an opportunity stands in several groups.
  var join: SQL {
    self == .product
      ? """
      LEFT JOIN (SELECT DISTINCT opportunity, product FROM opportunity_line) line
        ON line.opportunity = r.id
      """ : ""
  }

  /// All groups, as key, name, rank and whether it is shown though nothing is in it.
  func groups(_ parameters: ReportParameters, language: Language) -> SQL {
    switch self {
    case .owner:
      let asked: [SQL] = [
        parameters.owners.isEmpty ? "1" : "id IN \(ids: parameters.owners)",
        parameters.teams.isEmpty ? "1" : "id IN (\(TeamTree.members(of: parameters.teams)))",
      ]
      return """
        SELECT id AS key, login AS name, 0 AS rank,
          active AND deleted_at IS NULL AND \(asked.conjunction()) AS shown
        FROM "user"
        """
    case .team:
      return "SELECT id AS key, name, 0 AS rank, deleted_at IS NULL AS shown FROM team"
    case .product:
      return """
        SELECT id AS key, name, 0 AS rank, active AND deleted_at IS NULL AS shown FROM product
        """
    case .source, .industry, .region, .level:
      let label: SQL = language == .chinese ? "label_zh" : "label_en"
      return """
        SELECT key, \(label) AS name, position AS rank, active AND deleted_at IS NULL AS shown
        FROM dictionary_entry
        WHERE dictionary = \("customer.\(rawValue)")
        """
    }
  }
}
