import Catalogue
import Store
import Values

/// What an import was asked to do with its file.
package struct ImportOptions: Sendable {
  /// What happens to a row whose record already exists.
  package enum DuplicateAction: String, CaseIterable, Sendable {
    case reject, skip, update, fill
  }

  /// What happens when rows are wrong: nothing is imported, or the others are.
  package enum FaultAction: String, CaseIterable, Sendable {
    case stop, skip
  }

  /// What happens to columns that stand for nothing.
  package enum ExtraColumns: String, CaseIterable, Sendable {
    case ignore, error
    /// They become custom fields.
    case createFields = "create-fields"
  }

  /// `--map 'Column=field'`; a nil target leaves the column out.
  package struct ColumnMap: Sendable, Hashable {
    package var column: String
    package var target: String?

    package init(column: String, target: String?) {
      self.column = column
      self.target = target
    }
  }

  /// `--value 'product:GTXPro=GTX Pro'`.
  package struct Replacement: Sendable, Hashable {
    package var target: String
    package var text: String
    package var replacement: String

    package init(target: String, text: String, replacement: String) {
      self.target = target
      self.text = text
      self.replacement = replacement
    }
  }

  /// `--default FIELD=VALUE` and `--set FIELD=VALUE`.
  package struct Assignment: Sendable, Hashable {
    package var target: String
    package var text: String

    package init(target: String, text: String) {
      self.target = target
      self.text = text
    }
  }

  package var noun: Noun
  package var maps: [ColumnMap] = []
  package var replacements: [Replacement] = []
  package var defaults: [Assignment] = []
  package var constants: [Assignment] = []
  package var createsMissing: [String] = []
  /// Fields by which existing records are found, all of them equal; none: by the dedupe rules.
  package var match: [String] = []
  package var onDuplicate = DuplicateAction.reject
  package var onFault = FaultAction.stop
  package var extra = ExtraColumns.ignore
  /// Reads only the first rows.
  package var limit: Int?
  /// Takes authors and dates over and does not ask for what past years cannot know.
  package var isHistoric = false
  /// Whether duplicates are let in, and how strictly values are looked at.
  package var checks = EntryChecks()
  /// Imports a file that was imported before.
  package var repeats = false

  package init(into noun: Noun) {
    self.noun = noun
  }

  /// The word that duplicates in the file are none, if somebody gave it.
  func exceptions(session: Session, in db: WriteTransaction) throws -> DuplicateExceptions? {
    guard checks.allowedDuplicates != nil else { return nil }
    guard DedupeRule.mayRefuse(noun) else {
      throw UserError(
        .usage, "--allow-duplicate: there are no dedupe rules of \(noun.plural)")
    }
    guard onDuplicate == .reject, match.isEmpty else {
      throw UserError(
        .usage, "--allow-duplicate makes new records, and --match and --on-duplicate do not",
        hints: ["say one or the other"])
    }
    return try checks.exceptions(session: session, in: db)
  }

  /// Everything that decides what a file becomes, as text: the same file again under the same
  /// options would change nothing.
  var signature: String {
    var parts = ["into \(noun.name)", "duplicate \(onDuplicate.rawValue)"]
    parts += maps.map { "map \($0.column)=\($0.target ?? "")" }
    parts += replacements.map { "value \($0.target):\($0.text)=\($0.replacement)" }
    parts += defaults.map { "default \($0.target)=\($0.text)" }
    parts += constants.map { "set \($0.target)=\($0.text)" }
    parts += createsMissing.map { "create \($0)" }
    parts += match.map { "match \($0)" }
    if let limit { parts.append("limit \(limit)") }
    if checks.isStrict { parts.append("strict") }
    if let reason = checks.allowedDuplicates { parts.append("allow \(reason)") }
    if isHistoric { parts.append("historic") }
    return parts.joined(separator: "\n")
  }
}
