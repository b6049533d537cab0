import CRM

extension HeldRecord {
  /// The record as a change reports it.
  var changed: ChangeReport.Record { ChangeReport.Record(reference, title: name) }
}
