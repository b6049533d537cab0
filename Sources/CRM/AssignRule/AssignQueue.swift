/// Whose turn it is among the members of one rule: a pure function of what they have and of what
/// was given before.
struct AssignQueue {
  /// A member with what counts for its next turn.
  struct Member {
    var user: Int64
    var login: String
    var weight: Int64
    /// Whether it may get anything at all.
    var isEnabled: Bool
    /// What it owns that is neither won nor lost, this run included.
    var open: Int64 = 0
    /// How many more its limits allow; nil: any number.
    var left: Int64?
    /// What it has in store by its weight.
    var credit: Int64 = 0
    /// How many it got in this run.
    var got: Int64 = 0
  }

  /// Who gets a record, and by which figure.
  struct Choice: Equatable {
    var member: Int
    var figure: Int64
  }

  let strategy: AssignRule.Strategy
  private(set) var members: [Member]
  /// Who got the last record.
  private(set) var last: Int?

  init(_ strategy: AssignRule.Strategy, _ members: [Member], last: Int? = nil) {
    self.strategy = strategy
    self.members = members
    self.last = last
  }

  /// Gives one record away; nil when nobody is free.
  ///
  /// Equals are told apart by their place in the rule.
  mutating func next(isFree: (Member) throws -> Bool) rethrows -> Choice? {
    let free = try members.indices.filter { index in
      let member = members[index]
      return try member.isEnabled && member.weight > 0 && member.left != 0 && isFree(member)
    }
    guard let first = free.first else { return nil }
    let chosen: Choice
    switch strategy {
    case .fixed:
      chosen = Choice(member: first, figure: Int64(first + 1))
    case .roundRobin:
      let next = last.flatMap { last in free.first { $0 > last } } ?? first
      chosen = Choice(member: next, figure: Int64(next + 1))
    case .leastOpen:
      let next = free.dropFirst().reduce(first) {
        members[$1].open < members[$0].open ? $1 : $0
      }
      chosen = Choice(member: next, figure: members[next].open)
    case .weighted:
      // Smooth: everybody saves its weight, and the richest pays for all.
      for index in free { members[index].credit += members[index].weight }
      let next = free.dropFirst().reduce(first) {
        members[$1].credit > members[$0].credit ? $1 : $0
      }
      members[next].credit -= free.reduce(0) { $0 + members[$1].weight }
      chosen = Choice(member: next, figure: members[next].weight)
    }
    give(to: chosen.member)
    return chosen
  }

  private mutating func give(to index: Int) {
    members[index].got += 1
    members[index].open += 1
    members[index].left = members[index].left.map { $0 - 1 }
    last = index
  }
}
