import Catalogue
import Store
import Values

/// Limits that differ by the value of a field: `level:A=60,B=30`.
package struct DaysBy: Sendable, Hashable, CustomStringConvertible {
  /// The column of the customer.
  package var field: String
  package var limits: [(value: String, days: Int)]

  /// Reads the form in which it is kept.
  init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { throw Self.invalid(text) }
    field = TrimmedBytes.trimmed(String(parts[0]))
    limits = try parts[1].split(separator: ",").map { part in
      guard let sign = part.lastIndex(of: "="),
        let days = Int(TrimmedBytes.trimmed(String(part[part.index(after: sign)...]))),
        0...36_500 ~= days
      else { throw Self.invalid(text) }
      return (TrimmedBytes.trimmed(String(part[..<sign])), days)
    }
    guard !field.isEmpty, !limits.isEmpty, limits.allSatisfy({ !$0.value.isEmpty }) else {
      throw Self.invalid(text)
    }
  }

  /// Finds what the text names: a field of the noun with an option list, and its options.
  init(_ text: String, of noun: Noun, reader: FieldReader) throws {
    try self.init(text)
    guard let field = noun.fields.called(field), case .dictionary = field.type else {
      throw UserError(
        .usage, "'\(field)' is no field of \(noun.plural) with an option list", code: "E_DAYS_BY",
        hints: ["write a field and limits, such as \(Self.example)"])
    }
    self.field = field.column
    var seen: Set<String> = []
    for index in limits.indices {
      guard case .text(let key) = try reader.scalar(limits[index].value, as: field) else {
        throw Self.invalid(text)
      }
      guard seen.insert(key).inserted else {
        throw UserError(
          .usage, "'\(limits[index].value)' stands twice in '\(text)'", code: "E_DAYS_BY")
      }
      limits[index].value = key
    }
  }

  package var description: String {
    "\(field):" + limits.map { "\($0.value)=\($0.days)" }.joined(separator: ",")
  }

  package static func == (first: DaysBy, second: DaysBy) -> Bool {
    first.description == second.description
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(description) }

  static let example = "level:A=60,B=30"

  private static func invalid(_ text: String) -> UserError {
    UserError(
      .usage, "the limits '\(text)' cannot be read", code: "E_DAYS_BY",
      hints: [
        "write FIELD:OPTION=DAYS,…, such as \(example); days are whole numbers from 0 to 36500, "
          + "and 0 is never"
      ])
  }
}
