import Catalogue
import Store
import Values

/// One of the things that an inbox is made of: a file each, and an element of `Inbox.parts`.
protocol InboxPart {
  /// What is asked of the store.
  ///
  /// The query yields the columns of `InboxEntry.columns`, for the user of the scene alone.
  func entries(_ scene: InboxScene) throws -> SQL
}

/// How many days ahead an inbox looks.
package enum InboxDays {
  /// Before the last day of a quote.
  package static let quotes = 7
  /// Before the last day of a contract.
  package static let contracts = 30
}

/// Whose inbox is read, and when.
struct InboxScene {
  let user: Int64
  /// The day in the store's zone.
  let today: Day
  let zone: Zone
  let db: ReadTransaction
}

/// The columns of an entry, in the order in which parts yield them.
enum InboxEntry {
  /// `kind` is that of an `InboxKind`, `day` the one by which entries are sorted, `ref` the record, `title`
  /// its name, `text` what else is to say, `notification` what `notification read` takes, and `number` tells
  /// apart entries of one kind and day.
  static let columns: SQL = "kind, day, ref, title, text, notification, number"

  /// A query of no entries.
  static let none: SQL = """
    SELECT NULL AS kind, NULL AS day, NULL AS ref, NULL AS title, NULL AS text,
      NULL AS notification, NULL AS number WHERE 0
    """
}
