/// A value as the store keeps it: every field of every noun is one of these three.
///
/// Money is minor units, quantities are fixed-point integers, days and instants are text in their
/// ISO forms, yes and no are 1 and 0: the field's type says which, the scalar does not.
package enum Scalar: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
}
