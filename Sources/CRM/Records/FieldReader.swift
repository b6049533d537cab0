import Catalogue
import Store
import Values

/// Reads the text of a value as its field wants it, into a draft.
///
/// Typed by the field, never sniffed. The same code serves options, forms and files; options also
/// take date words and bare ids.
package final class FieldReader {
  package enum Source: Sendable {
    case option, file
  }

  package let source: Source
  /// Whether options count that are no longer active: records of past years and a configuration that
  /// was exported have them.
  package var acceptsInactive = false
  /// Whether people are told what relative dates stand for: not where nobody has just typed them.
  var tellsDates = true
  /// Whether values are refused that are otherwise only pointed out.
  var isStrict = false
  let db: ReadTransaction
  private let session: Session
  private let settings: StoreSettings
  private let today: Day
  private var optionLists: [String: OptionList] = [:]
  private var resolvers: [String: ReferenceResolver] = [:]
  private var scratch: [UInt8] = []
  private var keys: [UInt8] = []

  package init(_ source: Source, session: Session, db: ReadTransaction) throws {
    self.source = source
    self.session = session
    self.db = db
    settings = try session.settings()
    today = try session.displayZone().day(of: session.now)
  }

  /// Reads the text into the column of the draft; blank text is no value.
  package func read(
    _ text: UnsafeBufferPointer<UInt8>, as field: Field, into column: Int, of draft: RecordDraft
  ) throws {
    let text = TrimmedBytes.trim(text)
    guard !text.isEmpty else {
      draft.setNull(column)
      if let keyColumn = field.keyColumn {
        draft.setNull(try draft.number(of: keyColumn))
      }
      return
    }
    switch field.type {
    case .text, .longText, .phone, .email, .socialCreditCode:
      draft.set(column, text: text)
      try readKey(text, of: field, beside: column, into: draft)
    case .money:
      draft.set(column, integer: try Money.parse(bytes: text, currency: settings.currency))
    case .decimal(let scale):
      draft.set(column, integer: try FixedPoint(digits: scale).parse(bytes: text))
    case .instant:
      draft.set(column, text: try instant(text, of: field).description)
    case .reference(Noun.stage.name):
      // The name of a stage means something within a pipeline only, which another field says; the
      // creation rules find it.
      draft.set(column, text: text)
    default:
      draft.set(column, scalar: try scalar(String(decoding: text, as: UTF8.self), as: field))
    }
    if field.isCustom { try field.limits.check(draft.scalar(column), of: field) }
  }

  /// The stored value of a text; nil text is no value.
  ///
  /// Key columns and N:M fields aside.
  package func scalar(_ text: String, as field: Field) throws -> Scalar {
    switch field.type {
    case .text, .longText, .phone, .email, .socialCreditCode:
      return .text(text)
    case .integer(let range):
      guard let value = try? FixedPoint(digits: 0).parse(text), range.contains(value) else {
        throw invalid(text, field, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return .integer(value)
    case .money:
      return .integer(try Money.parse(text, currency: settings.currency))
    case .decimal(let scale):
      return .integer(try FixedPoint(digits: scale).parse(text))
    case .bool:
      guard let value = Self.booleans[text.lowercased()] else {
        throw invalid(text, field, "yes or no (是 or 否)")
      }
      return .integer(value ? 1 : 0)
    case .day:
      return .text(try day(text, of: field).description)
    case .instant:
      var text = text
      return .text(try text.withUTF8 { try instant($0, of: field).description })
    case .choice(let choices):
      if let choice = choices.called(text) { return .text(choice.key) }
      throw invalid(text, field, choices.map(\.key).joined(separator: ", "))
    case .dictionary(let name):
      let list = try optionList(name)
      guard let key = list.key(for: text) else { throw list.unknown(text, field: field.name) }
      guard acceptsInactive || list.isActive(key) else {
        throw UserError(
          .usage, "\(field.name) '\(text)' is no longer active", code: "E_OPTION",
          hints: ["'crm dict edit \(name).\(key) --active yes' offers it again"])
      }
      return .text(key)
    case .reference(let noun):
      return .integer(try resolver(for: noun).id(for: text, field: field.name))
    case .references:
      throw UserError.bug("\(field.name) is a list of links")
    }
  }

  /// The ids that a comma-separated list of records names.
  package func ids(_ text: String, as field: Field) throws -> [Int64] {
    var ids: [Int64] = []
    for name in LinkedName.split(text) {
      let id = try self.id(name, as: field)
      if !ids.contains(id) { ids.append(id) }
    }
    return ids
  }

  /// The id of one record of such a list.
  func id(_ name: String, as field: Field) throws -> Int64 {
    guard case .references(let noun, let link) = field.type else {
      throw UserError.bug("\(field.name) is no list of links")
    }
    guard let list = link.list else {
      return try resolver(for: noun).id(for: name, field: field.name)
    }
    guard case .text(let key) = try scalar(name, as: field.choosing(from: list)) else {
      throw UserError.bug("\(list) has an entry that is no text")
    }
    return try OptionList.entry(key, in: list, db)
  }

  /// All records that the text names; for filters, where several are as good as one.
  package func matches(_ text: String, noun: Noun) throws -> [Int64] {
    try resolver(for: noun.name).ids(for: text)
  }

  package func optionList(_ name: String) throws -> OptionList {
    if let known = optionLists[name] { return known }
    let list = try OptionList(name, in: db)
    optionLists[name] = list
    return list
  }

  /// Makes an entry that was just added known to later values.
  package func remember(_ entry: OptionList.Entry, in name: String) throws {
    var list = try optionList(name)
    list.add(entry)
    optionLists[name] = list
  }

  package func resolver(for nounName: String) throws -> ReferenceResolver {
    if let known = resolvers[nounName] { return known }
    guard let noun = try session.catalogue.noun(nounName) else {
      throw UserError.bug("unknown noun \(nounName)")
    }
    let resolver = try ReferenceResolver(
      noun, session: session, in: db, allowsBareID: source == .option)
    resolvers[nounName] = resolver
    return resolver
  }

  // MARK: Keys

  /// Fills the key column of a field that has one.
  private func readKey(
    _ text: UnsafeBufferPointer<UInt8>, of field: Field, beside valueColumn: Int,
    into draft: RecordDraft
  ) throws {
    guard let key = field.key, let column = draft.keyNumber(of: valueColumn) else {
      switch field.type {
      case .phone: try readPhone(text)
      case .email: try checkEmail(text)
      default: break
      }
      return
    }
    switch key {
    case .name:
      draft.appendText(column) { NameKey.append(text, to: &$0) }
      if !draft.hasValue(column) { draft.set(column, text: "") }
    case .email:
      try checkEmail(text)
      draft.appendText(column) { EmailKey.append(text, to: &$0) }
    case .socialCreditCode:
      draft.appendText(column) { UsccKey.append(text, to: &$0) }
      if isStrict { try checkCreditCode(text, key: column, of: draft) }
    case .phone:
      try readPhone(text)
      keys.withUnsafeBufferPointer { draft.set(column, text: $0) }
    }
  }

  /// Leaves the keys of the numbers in `keys`, separated by spaces.
  private func readPhone(_ text: UnsafeBufferPointer<UInt8>) throws {
    keys.removeAll(keepingCapacity: true)
    var longest = 0
    try PhoneKey.forEach(in: text, scratch: &scratch) { key in
      if !keys.isEmpty { keys.append(UInt8(ascii: " ")) }
      keys.append(contentsOf: key)
      longest = max(longest, key.count)
    }
    guard longest > 0 else { throw noPhone(text, "it has no digits") }
    guard longest >= PhoneKey.fewestDigits else {
      throw noPhone(text, "it has fewer than \(PhoneKey.fewestDigits) digits")
    }
    guard !PhoneKey.hasStrayLetters(in: text) else {
      throw noPhone(text, "letters stand only before an extension, such as 'ext 12'")
    }
  }

  private func noPhone(_ text: UnsafeBufferPointer<UInt8>, _ reason: String) -> UserError {
    UserError(
      .usage, "'\(String(decoding: text, as: UTF8.self))' is no telephone number", code: "E_PHONE",
      hints: [reason])
  }

  private func checkCreditCode(
    _ text: UnsafeBufferPointer<UInt8>, key: Int, of draft: RecordDraft
  ) throws {
    guard draft.withText(key, { Uscc.isValid($0) }) != true else { return }
    throw UserError(
      .usage, "'\(String(decoding: text, as: UTF8.self))' is no social credit code",
      code: "E_USCC",
      hints: ["it has 18 characters, of which the last one follows from the others"])
  }

  private func checkEmail(_ text: UnsafeBufferPointer<UInt8>) throws {
    guard EmailKey.isAddress(text) else {
      throw UserError(
        .usage, "'\(String(decoding: text, as: UTF8.self))' is no e-mail address",
        code: "E_EMAIL", hints: ["expected: one name@domain, without spaces"])
    }
  }

  // MARK: Dates

  private func day(_ text: String, of field: Field) throws -> Day {
    switch source {
    case .option:
      let resolved = try DateWords.day(text, today: today)
      if resolved.isRelative, tellsDates {
        session.note("\(field.name): '\(text)' is \(resolved.value)")
      }
      return resolved.value
    case .file:
      var text = text
      return try text.withUTF8 { try DayParser.day($0) }
    }
  }

  private func instant(_ text: UnsafeBufferPointer<UInt8>, of field: Field) throws -> Instant {
    switch source {
    case .option:
      let words = String(decoding: text, as: UTF8.self)
      let resolved = try DateWords.instant(words, now: session.now, zone: try session.displayZone())
      if resolved.isRelative, tellsDates {
        session.note("\(field.name): '\(words)' is \(resolved.value)")
      }
      return resolved.value
    case .file:
      return try DayParser.instant(text, zone: settings.zone)
    }
  }

  // MARK: Errors

  private func invalid(_ text: String, _ field: Field, _ expected: String) -> UserError {
    UserError(
      .usage, "\(field.name) '\(text)' is not valid", code: "E_\(field.name.uppercased())",
      hints: ["expected: \(expected)"])
  }

  private static let booleans: [String: Bool] = [
    "yes": true, "true": true, "1": true, "y": true, "on": true, "是": true, "对": true, "有": true,
    "√": true, "no": false, "false": false, "0": false, "n": false, "off": false, "否": false,
    "不": false, "无": false, "×": false,
  ]
}

extension Field {
  /// The field as if it held one entry of the list.
  fileprivate func choosing(from list: String) -> Field {
    var field = self
    field.type = .dictionary(list)
    return field
  }
}
