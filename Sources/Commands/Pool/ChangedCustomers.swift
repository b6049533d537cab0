import CRM
import Catalogue

extension PooledCustomer {
  /// The customer as a change reports it.
  var changed: ChangeReport.Record {
    ChangeReport.Record(Noun.customer.reference(id), title: name)
  }
}

extension HeldCustomer {
  /// The customer as a change reports it.
  var changed: ChangeReport.Record {
    ChangeReport.Record(Noun.customer.reference(id), title: name)
  }
}
