/// A customer that went into a pool or out of one.
package struct PooledCustomer: Sendable {
  package var id: Int64
  package var name: String
}
