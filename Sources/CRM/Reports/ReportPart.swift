import Catalogue
import Store

/// A part of the records that a report reads.
struct ReportPart: Sendable {
  /// All of them.
  static let all = ReportPart(branch: nil, ids: nil)

  /// Whose ids they are; nil for all records of all branches.
  let branch: ReportBranch?
  /// The ids; nil for all records, or for those of the branch that have none.
  let ids: ClosedRange<Int64>?

  /// The condition that the id of the noun in the column is in it; nothing of another branch is.
  func contains(_ noun: Noun, _ id: SQL) -> SQL {
    guard let branch else { return "1" }
    guard branch.noun.name == noun.name else { return "0" }
    return ids.map { "\(id) BETWEEN \($0.lowerBound) AND \($0.upperBound)" } ?? "\(id) IS NULL"
  }

  /// The condition on the rows of the report.
  var condition: SQL {
    branch.flatMap { branch in branch.id.map { contains(branch.noun, $0) } } ?? "1"
  }

  /// Whether the measure is counted in it.
  func counts(_ measure: ReportMeasure) -> Bool {
    branch?.measures?.contains(measure.name) ?? true
  }
}

/// The records of one noun that a report reads, which are divided by ranges of their ids.
struct ReportBranch: Sendable {
  let noun: Noun
  /// The column with the id in the rows of the report; nil where `ReportSource.from` asks its part what it contains.
  let id: SQL?
  /// Whether there are rows without an id, which are a part of their own.
  let hasOthers: Bool
  /// The measures that are counted by this branch, because others would count the same values twice; nil for all.
  let measures: [String]?

  init(_ noun: Noun, id: SQL? = nil, hasOthers: Bool = false, only measures: [String]? = nil) {
    self.noun = noun
    self.id = id
    self.hasOthers = hasOthers
    self.measures = measures
  }

  /// Parts of about the same size, none of more ids than that.
  func parts(of ids: ClosedRange<Int64>?, most: Int64) -> [ReportPart] {
    var parts = ids?.divided(most: most).map { ReportPart(branch: self, ids: $0) } ?? []
    if hasOthers { parts.append(ReportPart(branch: self, ids: nil)) }
    return parts
  }
}
