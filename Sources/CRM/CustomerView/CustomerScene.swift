import Catalogue
import Store
import Tabular
import Values

/// What the sections of `customer show` work with.
struct CustomerScene {
  let customer: Int64
  /// How many follow-ups are shown.
  let activities: Int
  let session: Session
  let db: ReadTransaction

  /// How many records of any other kind are shown; there are seldom more.
  static let most = 50

  /// The live records of a noun that the actor may see, as a condition on the alias.
  func visible(_ noun: Noun, _ alias: String) throws -> SQL {
    RecordScope.visible(noun, alias: alias, to: try session.actor())
  }

  /// The value of a field of the alias `r`: of an option its key, or for people its label.
  func shown(_ field: String, of noun: Noun) throws -> SQL {
    try RecordColumns(noun, session: session).required(field).expression
  }

  // MARK: Entries

  /// The first rows, and under `NAME_more` whether there are others; people are told only if so.
  func list(
    _ name: String, _ english: String, _ chinese: String, _ rows: [Document], most: Int = most
  ) -> [Document.Entry] {
    let list = session.entry(name, english, chinese, .list(Array(rows.prefix(most))))
    let hasMore = rows.count > most
    if session.invocation.isForPeople, !hasMore { return [list] }
    return [
      list,
      session.entry(
        "\(name)_more", "More \(english.lowercased())", "更多\(chinese)", .bool(hasMore)),
    ]
  }

  func instant(_ value: String?) -> Document { value.map { .instant($0) } ?? .null }

  func reference(_ noun: Noun, _ id: Int64?) -> Document {
    id.map { .text(noun.reference($0)) } ?? .null
  }

  func money(_ amount: Int64?) throws -> Document {
    try session.settings().currency.document(amount)
  }
}
