/// A generated man page: the name of its file and its mdoc source.
package struct ManFile: Sendable, Equatable {
  /// The name with the section: `crm-customer.1`.
  package let name: String
  package let text: String
}
