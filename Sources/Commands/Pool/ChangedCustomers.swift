import CRM

extension HeldCustomer {
  /// The record as a change reports it.
  var changed: ChangeReport.Record { ChangeReport.Record(reference, title: name) }
}
