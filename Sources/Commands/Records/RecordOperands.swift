import CRM
import Catalogue
import CommandLineKit
import Store
import Values

/// The records that operands name: by id, `noun/id`, unique name, number or external id.
enum RecordOperands {
  /// The ids of live records, in the order given, each once.
  static func ids(_ texts: [String], of noun: Noun, in db: ReadTransaction) throws -> [Int64] {
    let resolver = ReferenceResolver(noun, in: db, allowsBareID: true)
    var ids: [Int64] = []
    for text in texts {
      let id = try resolver.id(for: text)
      if !ids.contains(id) { ids.append(id) }
    }
    return ids
  }

  /// "3 customers", "1 customer".
  static func count(_ number: Int, _ noun: Noun) -> String {
    "\(number) \(number == 1 ? noun.name : noun.plural)"
  }

  static func records(_ ids: [Int64], of noun: Noun) -> [ChangeReport.Record] {
    ids.map { ChangeReport.Record(noun.reference($0)) }
  }
}
