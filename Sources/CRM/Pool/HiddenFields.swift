import Catalogue
import Values

/// The fields that a pool hides from all but its admins while customers lie there: of the customers
/// (`phone`) and of their contacts (`contact.phone`).
enum HiddenFields {
  /// The fields of the kept form as `noun.field`.
  static func names(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  /// The form in which they are kept: `noun.field` each, in the order given, separated by spaces.
  static func kept(_ text: String, catalogue: Catalogue) throws -> String {
    var names: [String] = []
    for word in text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "，" }) {
      let name = try self.name(String(word), catalogue: catalogue)
      if !names.contains(name) { names.append(name) }
    }
    return names.joined(separator: " ")
  }

  private static func name(_ word: String, catalogue: Catalogue) throws -> String {
    let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
    let (owner, name) = parts.count == 2 ? (parts[0], parts[1]) : (Noun.customer.name, word)
    guard owner == Noun.customer.name || owner == Noun.contact.name,
      let noun = catalogue.noun(owner), let field = noun.fields.called(name)
    else {
      throw UserError(
        .usage, "'\(word)' is no field of customers or contacts", code: "E_FIELD",
        hints: ["write fields such as phone, email, contact.phone, separated by commas"])
    }
    guard !field.isLink, !unhidden.contains(field.name) else {
      throw UserError(
        .usage, "the field \(field.name) cannot be hidden", code: "E_FIELD",
        hints: ["who claims a customer has to know its name and where it lies"])
    }
    return "\(noun.name).\(field.name)"
  }

  private static let unhidden: Set = [
    "name", "customer", "owner", "pool", "held_since", "type", "external_id", "created_at",
    "created_by", "updated_at", "deleted_at",
  ]
}
