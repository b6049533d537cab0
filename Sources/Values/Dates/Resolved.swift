/// What a text about dates stands for, and whether that depends on the present day.
///
/// A command echoes what it made of a relative text, since `next fri` is easily misjudged.
package struct Resolved<Value: Sendable & Equatable>: Sendable, Equatable {
  package let value: Value
  package let isRelative: Bool

  package init(_ value: Value, isRelative: Bool) {
    self.value = value
    self.isRelative = isRelative
  }
}
