import Catalogue
import Values

/// A record written as one value: `name=李娜,phone=13900139000`.
package enum FieldAssignments {
  /// The fields and their texts; a comma inside a value is part of it unless `NAME=` follows.
  package static func parse(
    _ text: String, of noun: Noun, option: String
  ) throws -> [(field: Field, text: String)] {
    var values: [(field: Field, text: String)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = part.prefix { $0 != "=" }
      if name.count < part.count, let field = noun.field(TrimmedBytes.trimmed(String(name))) {
        values.append((field, String(part.dropFirst(name.count + 1))))
      } else if name.count < part.count || values.isEmpty {
        let names = noun.fields.filter(\.isSetAtCreation).map(\.name)
        throw UserError(
          .usage, "--\(option): '\(part)' names no field of a \(noun.name)",
          hints: [NearestNames.hint(for: String(name), among: names)].compactMap { $0 }
            + ["write it as \(option)'s fields: name=…,phone=…"])
      } else {
        values[values.count - 1].text += "," + part
      }
    }
    return values
  }
}
