import Catalogue
import Store
import Tabular

/// Decides whether an import is large enough to load its table in bulk, and does so: without
/// indexes, and with a thread that inserts while the next rows are read.
///
/// A file of known length is judged by its first rows, any other by how many have come.
final class ImportLoad {
  private let bulk: BulkLoad
  private let db: WriteTransaction
  private let noun: Noun
  private let size: Int64?
  /// Only tables whose rules of creation look no other records of them up.
  private let isPossible: Bool
  private var rows = 0
  private var bytes = 0
  /// The first record that indexes and triggers did not see; until then, the import's first.
  private var firstID: Int64

  /// How many rows tell the average length.
  private static let sample = 200

  init(
    _ noun: Noun, rules: any CreationRules, size: Int64?, firstID: Int64, in db: WriteTransaction
  ) {
    self.noun = noun
    self.size = size
    self.db = db
    self.firstID = firstID
    isPossible = noun.hasRepeatingNames && !rules.looksAmongItsKind
    bulk = BulkLoad(into: noun.table, derivations: PhoneNumberDerivation.all, in: db)
  }

  /// Called after every row.
  func advance(past record: CSVRecord, creator: RecordCreator, finder: DuplicateFinder) throws {
    guard isPossible, !bulk.isActive else { return }
    rows += 1
    bytes += record.raw.count + 1
    let expected: Int
    if rows == Self.sample, let size {
      expected = Int(size) / (bytes / rows + 1)
    } else if rows % 10_000 == 0, size == nil {
      expected = rows * 2
    } else {
      return
    }
    guard expected > BulkLoad.threshold(existingRows: 0) else { return }
    let existing: Int = try db.value("SELECT count(*) FROM \(identifier: noun.table)") ?? 0
    guard expected > BulkLoad.threshold(existingRows: existing),
      case let largestID = creator.nextID + Int64(expected), largestID < KeyTable.largestID
    else { return }
    try finder.keepKeys(expecting: existing + expected, largestID: largestID)
    try bulk.begin(sample: firstID..<creator.nextID)
    try creator.writeSearchBlocks()
    db.beginBackgroundInserts()
    firstID = creator.nextID
  }

  /// Builds the indexes; from here on records can be looked for again.
  func finish(_ creator: RecordCreator) throws {
    guard bulk.isActive else { return }
    try db.endBackgroundInserts()
    try bulk.finish(inserted: firstID..<creator.nextID)
  }
}
