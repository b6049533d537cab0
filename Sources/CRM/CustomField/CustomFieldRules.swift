import Catalogue
import Store
import Values

/// What a custom field may be.
package enum CustomFieldRules {
  /// Names of options that every list or edit has, so that no field can be given by them.
  package static let reservedKeys: Set<String> = [
    "as", "color", "contact", "csv", "deleted", "directory", "dry_run", "exit_status",
    "fields", "format", "header", "help", "hooks", "id", "input", "invalid", "json", "limit",
    "line",
    "lock_timeout", "lost", "message", "mine", "ndjson", "next", "null", "output", "pager", "pin",
    "product", "progress", "quiet", "readonly", "ref", "sort", "stage", "stdin", "store",
    "team", "tsv", "verbose", "version", "view", "where", "won", "yes",
  ]

  static func noun(_ name: String, in catalogue: Catalogue) throws -> Noun {
    let noun = try catalogue.noun(named: name, unknown: "there is no noun '\(name)'")
    guard !noun.describesStore else {
      throw UserError(.usage, "a \(noun.name) takes no further fields", code: "E_FIELD")
    }
    return noun
  }

  /// A key is a name that options, conditions and file headers can all write.
  static func checkKey(_ key: String, of noun: Noun, in catalogue: Catalogue) throws {
    let scalars = key.unicodeScalars
    guard let first = scalars.first, first.properties.isAlphabetic,
      scalars.allSatisfy({
        $0 == "_" || $0.properties.isAlphabetic && !$0.properties.isUppercase
          || $0.properties.numericType == .decimal
      }), key.count <= 64
    else {
      throw UserError(
        .usage, "'\(key)' is no key of a field", code: "E_KEY",
        hints: ["a key is a letter, then letters without capitals, digits and _: company_size"])
    }
    let taken = noun.fields.map(\.name) + noun.facts.map(\.name)
    let isReserved =
      reservedKeys.contains(key)
      || noun.field(key.hasSuffix("_id") ? String(key.dropLast(3)) : key) != nil
      || OptionList.names(in: catalogue).contains("\(noun.name).\(key)")
    guard !isReserved, !taken.contains(key) else {
      throw UserError(
        taken.contains(key) ? .duplicate : .usage,
        taken.contains(key)
          ? "\(noun.name) has a field '\(key)' already" : "the key '\(key)' means something else",
        code: "E_KEY")
    }
  }

  static func checkTarget(
    _ target: String?, of type: CustomFieldType, in catalogue: Catalogue
  ) throws {
    guard type == .reference else {
      guard target != nil else { return }
      throw UserError(.usage, "target is for references", code: "E_FIELD")
    }
    guard let target, catalogue.noun(target)?.name == target else {
      throw UserError(
        .usage, "a reference needs the noun that it points to", code: "E_FIELD",
        hints: ["--target takes one of \(catalogue.nouns.map(\.name).joined(separator: ", "))"])
    }
  }
}
