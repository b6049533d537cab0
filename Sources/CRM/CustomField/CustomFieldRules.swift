import Catalogue
import Conditions
import Store
import Values

/// What a custom field may be.
package enum CustomFieldRules {
  /// Names of options that every list or edit has, so that no field can be given by them, and what
  /// conditions of rules call a record before and after its change.
  package static let reservedKeys: Set<String> = [
    "submit",
    "allow_duplicate", "as", "color", "contact", "csv", "deleted", "directory", "dry_run",
    "exit_status",
    "fields", "format", "header", "help", "hooks", "id", "input", "invalid", "json", "limit",
    "line", "lock_timeout", "lost", "message", "mine", "ndjson", "new", "next", "null", "old",
    "output", "pager", "pin",
    "product", "progress", "quiet", "readonly", "ref", "sort", "stage", "stdin", "store", "strict",
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
    let plain = NameKey.key(of: key)
    guard plain.utf8.elementsEqual(key.utf8.filter { $0 != UInt8(ascii: "_") }) else {
      throw UserError(
        .usage, "'\(key)' is no key of a field", code: "E_KEY",
        hints: ["in plain characters it is '\(plain)'"])
    }
    if let other = (noun.fields + noun.facts).first(where: { $0.goes(by: plain) }) {
      throw UserError(
        .duplicate, "\(noun.name) has a field '\(other.name)' already", code: "E_KEY",
        hints: other.name == key ? [] : ["in files '\(key)' means that field: take another key"])
    }
    guard !isReserved(key, of: noun),
      !OptionList.names(in: catalogue).contains("\(noun.name).\(key)")
    else {
      throw UserError(.usage, "the key '\(key)' means something else", code: "E_KEY")
    }
  }

  /// Whether options, conditions or lists would not mean the field by its key.
  private static func isReserved(_ key: String, of noun: Noun) -> Bool {
    // A flag has an opposite: --quiet and --no-quiet.
    let flag = key.hasPrefix("no_") ? String(key.dropFirst("no_".count)) : key
    return reservedKeys.contains(flag) || reservedKeys.contains(key)
      || ConditionKeyword(key) != nil
      || key.hasSuffix("_id") && noun.field(String(key.dropLast("_id".count))) != nil
  }

  static func checkTarget(
    _ target: String?, of type: CustomFieldType, in catalogue: Catalogue
  ) throws {
    guard type == .reference else {
      guard target != nil else { return }
      throw UserError(.usage, "target is for references", code: "E_FIELD")
    }
    let possible = catalogue.nouns.filter { !$0.isReadOnly }.map(\.name)
    guard let target, possible.contains(target) else {
      throw UserError(
        .usage, "a reference needs the noun that it points to", code: "E_FIELD",
        hints: ["--target takes one of \(possible.joined(separator: ", "))"])
    }
  }
}

extension Field {
  /// Whether the header of a file means the field by a name in this plain spelling.
  fileprivate func goes(by plain: String) -> Bool {
    ([name, label.english, label.chinese] + aliases).contains { NameKey.key(of: $0) == plain }
  }
}
