import Catalogue
import Store
import Values

/// What becomes of the fields of a lead: which fields of a customer, contact or opportunity they fill.
///
/// What the command says comes first; custom fields go to those of the same key.
struct LeadMapping {
  private let lead: LeadRecord
  private let session: Session
  private let db: WriteTransaction
  private let reader: FieldReader

  init(_ lead: LeadRecord, session: Session, in db: WriteTransaction) throws {
    self.lead = lead
    self.session = session
    self.db = db
    reader = try FieldReader(.option, session: session, db: db)
  }

  /// The company, or the person where there is none.
  func fillCustomer(_ draft: RecordDraft) throws {
    let company = lead.text("company")
    let type = try draft.number(of: "type")
    draft.fill(type, with: .text(company == nil ? "individual" : "enterprise"))
    try fill("name", with: company ?? lead.name, in: draft)
    try copy(["source", "industry", "region", "address", "remark", "next_follow_up"], to: draft)
    if company == nil {
      try fill("phone", with: lead.numbers, in: draft)
      try copy(["email", "wechat"], to: draft)
    } else {
      try copy(["phone"], to: draft)
    }
    let tags = lead.targets(of: "tag")
    if draft.links["tag"] == nil, !tags.isEmpty { draft.links["tag"] = tags }
  }

  func fillContact(_ draft: RecordDraft) throws {
    try fill("phone", with: lead.numbers, in: draft)
    try copy(["name", "email", "wechat", "department", "position"], to: draft)
  }

  func fillOpportunity(_ draft: RecordDraft) throws { try copy(["source"], to: draft) }

  // MARK: Fields of the program

  /// Takes the values of fields that have the same name on both sides.
  private func copy(_ names: [String], to draft: RecordDraft) throws {
    for name in names {
      guard let text = lead.text(name) else { continue }
      try fill(name, with: text, in: draft)
    }
  }

  /// Sets the field unless it is set; an option stays what it is, offered or not.
  private func fill(_ name: String, with text: String?, in draft: RecordDraft) throws {
    let column = try draft.number(of: name)
    guard var text, !draft.isSet(column), let field = draft.fields[column] else { return }
    switch field.type {
    case .dictionary, .day: draft.set(column, text: text)
    default: try text.withUTF8 { try reader.read($0, as: field, into: column, of: draft) }
    }
  }

  // MARK: Custom fields

  /// The values of custom fields for those of the same key that the noun has and nobody gave.
  func customValues(
    of noun: Noun, without given: [(field: Field, text: String)]
  ) throws -> [(field: Field, text: String)] {
    let noun = try session.noun(noun)
    let targets = noun.fields.filter { field in
      field.isCustom && !given.contains { $0.field.name == field.name }
    }
    let decided = try ClassificationGuard(noun, fields: targets, session: session, db: db).decided
    return try targets.compactMap { target in
      guard let source = lead.noun.field(target.name), source.isCustom,
        !decided.contains(where: { $0.field.name == target.name }),
        let text = try text(of: source), !text.isEmpty
      else { return nil }
      guard source.type.isLike(target.type) else {
        session.note(
          "\(target.name) of \(lead.reference) is not taken over: it is of another type than that of a "
            + noun.name)
        return nil
      }
      return (target, text)
    }
  }

  /// The value as an option would give it.
  private func text(of field: Field) throws -> String? {
    if case .references(let noun, let link) = field.type {
      let ids = lead.targets(of: field.name)
      guard link.list != nil else {
        return ids.map { "\(noun)/\($0)" }.joined(separator: ",")
      }
      let keys: [String] = try db.values(
        "SELECT key FROM dictionary_entry WHERE id IN \(ids: ids) ORDER BY id")
      return keys.joined(separator: ",")
    }
    switch (lead[field.name], field.type) {
    case (.null, _): return nil
    case (.text(let text), _): return text
    case (.integer(let value), .bool): return value == 0 ? "no" : "yes"
    case (.integer(let value), .money):
      return Money.format(value, digits: try session.settings().currency.minorDigits)
    case (.integer(let value), .decimal(let scale)): return FixedPoint(digits: scale).format(value)
    case (.integer(let value), _): return String(value)
    }
  }
}

extension FieldType {
  /// Whether values of the one can be values of the other; an option has to be in both lists.
  fileprivate func isLike(_ other: FieldType) -> Bool {
    switch (self, other) {
    case (.dictionary, .dictionary): true
    case (.references(_, let link), .references(_, let otherLink))
    where link.list != nil && otherLink.list != nil: true
    case (.references(let noun, _), .references(let otherNoun, _)): noun == otherNoun
    default: self == other
    }
  }
}
