import Catalogue
import Store
import Values

/// What files of a noun may hold, without importing any.
extension FileImport {
  /// The names of all columns that an import of the noun takes.
  package static func columnNames(
    of noun: Noun, in catalogue: Catalogue, isHistoric: Bool
  ) throws -> [String] {
    try ImportTargets(noun, in: catalogue, isHistoric: isHistoric).allNames
  }

  /// What each column of a header would become; nil for those that would become nothing.
  package static func proposal(
    for header: [String], of noun: Noun, in catalogue: Catalogue, isHistoric: Bool
  ) throws -> [ImportOptions.ColumnMap] {
    let targets = try ImportTargets(noun, in: catalogue, isHistoric: isHistoric)
    var taken: Set<String> = []
    return header.filter { !$0.isEmpty }.map { title in
      let match = targets.match(title)?.target
      return ImportOptions.ColumnMap(
        column: title, target: match.flatMap { taken.insert($0).inserted ? $0 : nil })
    }
  }
}
