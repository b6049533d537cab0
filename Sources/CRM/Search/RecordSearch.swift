import Catalogue
import Store
import Tabular
import Values

/// `crm search`: the records of all nouns that have a text in a name, a number or an address.
///
/// Blocks of the index and the backlog behind them yield candidates; a candidate counts when it is
/// what the record says now, and when the actor may see the record.
package struct RecordSearch {
  /// How many records are shown when nobody says otherwise.
  package static let standardLimit = 20

  /// More records than a store can have.
  private static let largestLimit = 1 << 40

  private let session: Session
  private let pattern: SearchPattern
  private let nouns: [SearchedNoun]
  private let limit: Int
  /// Whether nobody asked for this limit.
  private let isLimitStandard: Bool
  /// A thread looks through so many blocks at least.
  private let fewestInPart: Int64

  /// With no nouns, all of them are looked through.
  package init(
    _ text: String, nouns names: [String] = [], limit: Int? = nil, fewestInPart: Int64 = 32,
    session: Session
  ) throws {
    self.fewestInPart = fewestInPart
    self.session = session
    pattern = try SearchPattern(text)
    self.limit = min(limit ?? Self.standardLimit, Self.largestLimit)
    isLimitStandard = limit == nil
    let wanted = try names.map { name in
      try Catalogue(SearchedNoun.all.map(\.noun)).noun(
        named: name, code: "E_SEARCH", unknown: "records of '\(name)' are not searched"
      ).name
    }
    nouns = SearchedNoun.all.filter { wanted.isEmpty || wanted.contains($0.noun.name) }
  }

  /// The nouns that are searched.
  package static var nounNames: [String] { SearchedNoun.all.map(\.noun.name) }

  /// Makes the index anew from the records; this is no change of the store.
  package static func rebuildIndex(session: Session) throws -> Written<Void> {
    try session.write { try SearchIndex(in: $0).rebuild() }
  }

  // MARK: Rows

  package func feed() throws -> RowFeed {
    let language = session.language
    let capacity = max(64, 2 * (limit + 1))
    let ranking = try candidates(capacity).ranking(session)
    return RowFeed(
      columns: [
        language.column("ref", "Record", "记录"), language.column("name", "Name", "名称"),
        language.column("field", "Field", "字段"), language.column("value", "Value", "内容"),
        language.column("match", "Match", "匹配"), language.column("customer", "Customer", "客户"),
        language.column("owner", "Owner", "归属人"), language.column("pool", "Pool", "公海池"),
      ]
    ) { db, sink in
      let found = try find(ranking, capacity: capacity, in: db)
      for match in found.prefix(limit) { try send(match, in: db, to: &sink) }
      if isLimitStandard, found.count > limit {
        session.note("there are more than \(limit); --limit N shows N")
      }
    }
  }

  /// A record that has the text, and where.
  private struct Found {
    var searched: SearchedNoun
    var id: Int64
    var match: SearchPattern.Match
  }

  private func send(_ found: Found, in db: ReadTransaction, to sink: inout RowSink) throws {
    let noun = found.searched.noun
    let field = found.searched.field(ofKey: found.match.key)
    let people = session.invocation.isForPeople
    // A customer is its own; what has no owner or pool of its own has its customer's.
    let customer: SQL =
      noun.name == Noun.customer.name
      ? "r.id" : noun.field("customer") == nil ? "NULL" : "r.customer"
    func own(_ field: String) -> SQL {
      "\(identifier: noun.field(field) == nil ? "c" : "r").\(identifier: field)"
    }
    try db.stream(
      """
      SELECT \(noun.name + "/") || r.id, r.\(identifier: noun.titleField),
        \(people ? field.label[session.language] : field.name), r.\(identifier: field.column),
        \(people ? found.match.quality.label[session.language] : found.match.quality.name),
        c.name, u.login, p.name
      FROM \(identifier: noun.table) r
      LEFT JOIN customer c ON c.id = \(customer)
      LEFT JOIN "user" u ON u.id = \(own("owner"))
      LEFT JOIN pool p ON p.id = \(own("pool"))
      WHERE r.id = \(found.id)
      """
    ) { row in
      try sink.send(row, columns: 8)
      return true
    }
  }

  // MARK: Finding

  private func candidates(_ capacity: Int) -> SearchCandidates {
    SearchCandidates(
      pattern: pattern, nouns: nouns, capacity: capacity, fewestInPart: fewestInPart)
  }

  /// One record more than the limit, when there are so many.
  private func find(
    _ ranking: SearchRanking, capacity: Int, in db: ReadTransaction
  ) throws -> [Found] {
    var (ranking, capacity) = (ranking, capacity)
    while true {
      let found = try confirm(ranking.sorted(), wanted: limit + 1, in: db)
      // Too many of the best were no longer true, or are not for this actor's eyes.
      if found.count > limit || ranking.bound == nil { return found }
      capacity *= 16
      ranking = try candidates(capacity).ranking(session)
    }
  }

  /// The hits that hold, in order; not more than are wanted.
  private func confirm(
    _ hits: [SearchHit], wanted: Int, in db: ReadTransaction
  ) throws -> [Found] {
    var found: [Found] = []
    var start = 0
    while start < hits.count, found.count < wanted {
      let part = hits[start..<min(hits.count, start + max(wanted, 64))]
      start = part.endIndex
      var matches: [SearchHit: Found] = [:]
      for searched in nouns {
        let ids = part.filter { $0.rank == searched.rank }.map(\.id)
        guard !ids.isEmpty else { continue }
        let actor = try session.actor()
        let visible = RecordScope.visible(searched.noun, alias: "r", to: actor)
        try db.stream(
          """
          SELECT \(searched.selection("r", to: actor.sight))
          FROM \(identifier: searched.noun.table) r
          WHERE r.id IN \(ids: ids) AND \(visible)
          """
        ) { row in
          if let match = searched.match(of: row, pattern) {
            let id = row.integer(0)
            matches[SearchHit(match.quality, rank: searched.rank, id: id)] = Found(
              searched: searched, id: id, match: match)
          }
          return true
        }
      }
      found += part.compactMap { matches[$0] }.prefix(wanted - found.count)
    }
    return found
  }
}

extension SearchPattern.Quality {
  fileprivate var label: Label {
    switch self {
    case .exact: Label("whole", "全部")
    case .prefix: Label("beginning", "开头")
    case .part: Label("part", "部分")
    }
  }
}
