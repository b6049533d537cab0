import Store

/// The records that may have a text, by the blocks of the index and the backlog behind them.
///
/// Where there are many blocks, several threads look through them, and one looks through the backlog.
struct SearchCandidates: Sendable {
  let pattern: SearchPattern
  let nouns: [SearchedNoun]
  /// So many of the best are kept.
  let capacity: Int
  /// A thread looks through so many blocks at least.
  let fewestInPart: Int64

  func ranking(_ session: Session) throws -> SearchRanking {
    let parts = try session.idRanges(of: SearchBlocks.table, fewest: fewestInPart)
    var ranking = SearchRanking(capacity: capacity)
    if parts.count > 1 {
      try session.readSideBySide(parts.count + 1, keepingPages: false) { place, session in
        try session.read { db in
          var ranking = SearchRanking(capacity: capacity)
          if place < parts.count {
            try rank(parts[place], &ranking, in: db)
          } else {
            try rankBacklog(&ranking, in: db)
          }
          return ranking
        }
      }.forEach { ranking.add($0) }
    } else {
      try session.read { db in
        for blocks in parts { try rank(blocks, &ranking, in: db) }
        try rankBacklog(&ranking, in: db)
      }
    }
    return ranking
  }

  private func rank(
    _ blocks: ClosedRange<Int64>, _ ranking: inout SearchRanking, in db: ReadTransaction
  ) throws {
    for searched in nouns {
      try db.stream(
        """
        SELECT first, text FROM search_block
        WHERE id BETWEEN \(blocks.lowerBound) AND \(blocks.upperBound)
          AND noun = \(searched.noun.name) ORDER BY id
        """
      ) { row in
        let first = row.integer(0)
        func matters(_ quality: SearchPattern.Quality) -> Bool {
          !ranking.drops(SearchHit(quality, rank: searched.rank, id: first))
        }
        // Where the best are found already, only what is better is looked for.
        let least: SearchPattern.Quality =
          matters(.part) ? .part : matters(.prefix) ? .prefix : .exact
        rank(row.text(1), of: searched, atLeast: least, &ranking)
        return true
      }
    }
  }

  private func rank(
    _ text: UnsafeBufferPointer<UInt8>, of searched: SearchedNoun,
    atLeast least: SearchPattern.Quality, _ ranking: inout SearchRanking
  ) {
    let search = least == .part ? pattern.anywhere : pattern.atStart
    var place = 0
    while let found = search.next(in: text, from: place) {
      if least == .exact, !pattern.isWhole(at: found + 1, in: text) {
        place = found + 1
        continue
      }
      let line = SearchLine.range(around: found, in: text)
      if let match = pattern.match(line, in: text) {
        let id = SearchLine.id(of: line, in: text)
        ranking.add(SearchHit(match.quality, rank: searched.rank, id: id))
      }
      place = line.upperBound
    }
  }

  private func rankBacklog(_ ranking: inout SearchRanking, in db: ReadTransaction) throws {
    let state = try SearchState(in: db)
    for searched in nouns {
      let backlog = try SearchBacklog(of: searched, since: state, in: db)
      try backlog.stream(searched, in: db) { row in
        guard let match = searched.match(of: row, pattern) else { return }
        ranking.add(SearchHit(match.quality, rank: searched.rank, id: row.integer(0)))
      }
    }
  }
}

extension SearchedNoun {
  /// How the record of a row of the noun's selection answers the pattern.
  func match(of row: borrowing RowCursor, _ pattern: SearchPattern) -> SearchPattern.Match? {
    var line: [UInt8] = []
    appendLine(of: row, to: &line)
    return line.withUnsafeBufferPointer { pattern.match(1..<$0.count, in: $0) }
  }
}
