import Testing

@testable import CRM

/// Positions change only where the order does.
@Suite struct ConfigurationPositionsTests {
  private func positions(_ places: (Int64, Int64)?...) -> [Int64] {
    ConfigurationPositions.positions(
      places.map { .init(record: $0.map { (id: $0.0, position: $0.1) }) })
  }

  @Test func whatIsInOrderStays() {
    #expect(positions((1, 0), (2, 7), (5, 100)) == [0, 7, 100])
    // Equal positions are in the order of their ids.
    #expect(positions((1, 10), (2, 10), (3, 11)) == [10, 10, 11])
  }

  @Test func newOnesAtTheEndComeBehind() {
    #expect(positions((1, 10), (2, 15), nil, nil) == [10, 15, 25, 35])
    #expect(positions(nil, nil) == [10, 20])
  }

  @Test func ranksAreInOrderByThemselves() {
    let places: [ConfigurationPositions.Place] = [
      .init(rank: [.text("a")], record: (7, 10)), .init(rank: [.text("b")], record: (2, 10)),
      .init(rank: [.text("a")], record: nil), .init(rank: [.text("b")], record: (1, 10)),
    ]
    #expect(ConfigurationPositions.positions(places) == [10, 10, 20, 20])
  }

  @Test func anyOtherOrderIsNumberedAfresh() {
    #expect(positions((2, 20), (1, 10)) == [10, 20])
    #expect(positions((2, 10), (1, 10)) == [10, 20])
    #expect(positions((1, 10), nil, (2, 20)) == [10, 20, 30])
  }
}
