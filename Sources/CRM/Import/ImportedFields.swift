import Catalogue
import Store
import Values

/// The custom fields that `--extra create-fields` makes: a text field for every column of a file
/// that stands for nothing yet, in the operation of the import.
struct ImportedFields {
  private let noun: Noun
  private let session: Session
  private let db: WriteTransaction
  private let titles: [String]

  init(
    _ options: ImportOptions, header: [String], of file: String, session: Session,
    in db: WriteTransaction
  ) throws {
    noun = options.noun
    self.session = session
    self.db = db
    let targets = try ImportTargets(
      noun, in: try session.catalogue, isHistoric: options.isHistoric)
    let mapping = try ImportMapping(
      header: header, of: file, targets: targets, options: options, mayBeEmpty: true)
    titles = mapping.unmapped.filter { !targets.isKnown($0) }
  }

  func create() throws {
    let fields = ["noun", "key", "type", "label_en", "label_zh"].compactMap(
      Noun.customField.field)
    for title in titles {
      let texts = [noun.name, try key(for: title), CustomFieldType.text.rawValue, title, title]
      let name = try CustomFieldAddition(session: session, db: db)
        .add(zip(fields, texts).map { (field: $0, text: $1) }).name
      session.note("the column '\(title)' becomes the new field \(name)")
    }
  }

  /// The title as a key: small letters, digits and `_`; with a number when that means something
  /// already.
  private func key(for title: String) throws -> String {
    var key = ""
    for scalar in title.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal {
        key.unicodeScalars.append(scalar)
      } else if !key.hasSuffix("_"), !key.isEmpty {
        key += "_"
      }
    }
    while key.hasSuffix("_") { key.removeLast() }
    key = key.split(separator: "_").map { NameKey.key(of: String($0)) }.joined(separator: "_")
    if key.unicodeScalars.first?.properties.isAlphabetic != true { key = "column_" + key }
    key = String(key.prefix(60))
    let catalogue = try session.catalogue
    let present = try session.noun(noun)
    for suffix in [""] + (2...99).map({ "_\($0)" }) {
      do {
        try CustomFieldRules.checkKey(key + suffix, of: present, in: catalogue)
        return key + suffix
      } catch is UserError {
        continue
      }
    }
    throw UserError(
      .badData, "no key can be made for the column '\(title)'", code: "E_KEY",
      hints: ["make the field yourself: crm field add \(noun.name) KEY --label-zh '\(title)'"])
  }
}
