import Values

/// Reads `--fields`: names, or additions to and removals from what is shown anyway.
package enum FieldSelection {
  /// `name,phone` replaces the names; `+email,-phone` changes them.
  ///
  /// Each is there once, at its first place.
  package static func names(_ text: String?, default defaults: [String]) -> [String] {
    guard let text else { return defaults }
    let parts = text.split(separator: ",").map { String($0.filter { $0 != " " }) }
    let isRelative =
      !parts.isEmpty && parts.allSatisfy { $0.hasPrefix("+") || $0.hasPrefix("-") }
    guard isRelative else { return unique(parts) }
    var names = defaults
    for part in parts {
      let name = String(part.dropFirst())
      if part.hasPrefix("-") {
        names.removeAll { $0 == name }
      } else {
        names.append(name)
      }
    }
    return unique(names)
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The error for a name that is not there.
  package static func unknown(_ name: String, among names: [String]) -> UserError {
    UserError(
      .usage, "there is no field '\(name)' here",
      hints: [
        NearestNames.hint(for: name, among: names) ?? "fields: \(names.joined(separator: ", "))"
      ])
  }
}
