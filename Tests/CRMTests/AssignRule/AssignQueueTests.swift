import Testing

@testable import CRM

@Suite struct AssignQueueTests {
  private func queue(
    _ strategy: AssignRule.Strategy, _ weights: [Int64] = [1, 1, 1], last: Int? = nil,
    _ adjust: (inout [AssignQueue.Member]) -> Void = { _ in }
  ) -> AssignQueue {
    var members = weights.enumerated().map { index, weight in
      AssignQueue.Member(
        user: Int64(index + 1), login: "ABCDEF".map(String.init)[index], weight: weight,
        isEnabled: true)
    }
    adjust(&members)
    return AssignQueue(strategy, members, last: last)
  }

  /// The members who get the next records; `-` when nobody is free.
  private func turns(_ count: Int, of queue: AssignQueue) -> String {
    var queue = queue
    return (0..<count).map { _ in
      queue.next { _ in true }.map { queue.members[$0.member].login } ?? "-"
    }.joined()
  }

  @Test func roundRobinGoesOnBehindTheLast() {
    #expect(turns(5, of: queue(.roundRobin)) == "ABCAB")
    #expect(turns(3, of: queue(.roundRobin, last: 1)) == "CAB")
    #expect(turns(3, of: queue(.roundRobin, last: 2)) == "ABC")
  }

  @Test func whoIsOutIsPassedOver() {
    #expect(turns(3, of: queue(.roundRobin) { $0[1].isEnabled = false }) == "ACA")
    #expect(turns(3, of: queue(.roundRobin, [1, 0, 1])) == "ACA")
    #expect(turns(5, of: queue(.roundRobin) { $0[0].left = 1 }) == "ABCBC")
    #expect(turns(3, of: queue(.fixed) { $0[0].left = 2 }) == "AAB")
    #expect(turns(2, of: queue(.roundRobin, [0]) { _ in }) == "--")
  }

  @Test func tenAtOnceAreSplitFourThreeThree() {
    var queue = queue(.roundRobin)
    for _ in 0..<10 { _ = queue.next { _ in true } }
    #expect(queue.members.map(\.got) == [4, 3, 3])
  }

  @Test func weightsAreSpreadSmoothly() {
    #expect(turns(7, of: queue(.weighted, [5, 1, 1])) == "AABACAA")
    #expect(turns(6, of: queue(.weighted, [1, 1, 1])) == "ABCABC")
  }

  /// Taking up where another run ended is the same as never having stopped.
  @Test func weightsGoOnFromTheirCredit() {
    var first = queue(.weighted, [3, 2, 1])
    for _ in 0..<4 { _ = first.next { _ in true } }
    let credits = first.members.map(\.credit)
    let second = queue(.weighted, [3, 2, 1]) { members in
      for index in members.indices { members[index].credit = credits[index] }
    }
    #expect(turns(4, of: second) == String(turns(8, of: queue(.weighted, [3, 2, 1])).suffix(4)))
  }

  @Test func theFewestOpenAreFilledUpFirst() {
    let queue = queue(.leastOpen) { members in
      members[0].open = 3
      members[1].open = 1
      members[2].open = 2
    }
    #expect(turns(6, of: queue) == "BBCABC")
  }

  @Test func fixedTakesTheFirstWhoMay() {
    #expect(turns(3, of: queue(.fixed)) == "AAA")
  }
}
