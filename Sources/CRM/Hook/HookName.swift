import Values

/// The name of a hook: a file in the store's folder of hooks, and nothing else.
package enum HookName {
  private static let longest = 100

  /// Refuses what could lead out of the folder, or be taken for an option.
  static func check(_ name: String) throws(UserError) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.".unicodeScalars.contains(scalar)
    }
    guard isPlain, !name.isEmpty, !name.hasPrefix("."), !name.hasPrefix("-"),
      name.utf8.count <= longest
    else {
      throw UserError(
        .usage, "'\(name)' is no name of a hook", code: "E_HOOK",
        hints: ["it is a file in the folder hooks/ of the store: letters, digits, '-', '_' and '.'"]
      )
    }
    return name
  }
}
