import CRM
import Catalogue

/// Records in reports of changes.
enum ChangedRecords {
  /// "3 customers", "1 customer".
  static func count(_ number: Int, _ noun: Noun) -> String {
    "\(number) \(number == 1 ? noun.name : noun.plural)"
  }

  static func records(_ ids: [Int64], of noun: Noun) -> [ChangeReport.Record] {
    ids.map { ChangeReport.Record(noun.reference($0)) }
  }
}
