/// What the keys of the dedupe engine have in common.
///
/// A key is what two spellings of the same thing share. Keys are stored and indexed; the values
/// they come from are never altered. An empty key is no key: blank never matches.
package enum NormalKey {
  /// Raised whenever any key changes for any value; the store then rebuilds its keys.
  package static let version = 1
}
