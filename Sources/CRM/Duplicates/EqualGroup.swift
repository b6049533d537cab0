import Store

/// Records that have the key of one rule in common, and which of them are duplicates all the same:
/// not those that another rule or a person allows.
struct EqualGroup {
  /// What a rule that allows compares of a record.
  struct Allowance: Hashable {
    let values: String
    /// The record's telephone numbers, those of its contacts included, where the rule asks.
    let numbers: String?

    /// Whether the rule allows this record beside the other one.
    func allows(_ other: Allowance) -> Bool {
      guard values == other.values else { return false }
      guard let numbers, let others = other.numbers else { return true }
      return !Set(numbers.split(separator: " ")).isDisjoint(with: others.split(separator: " "))
    }
  }

  struct Member {
    let id: Int64
    /// By the rules that allow, in order; nil where one says nothing about the record.
    var allowances: [Allowance?] = []
  }

  /// Pairs that people said are two, both ways.
  typealias Exceptions = [Int64: Set<Int64>]

  /// Members that are the same to all others.
  private struct Kind: Hashable {
    let allowances: [Allowance?]
    /// The record, when people said something about it, or a rule that allows misses its number.
    let single: Int64?
  }

  /// Connects the members that are duplicates, whatever their number in about as many steps: all to
  /// one, unless something is allowed.
  static func connect(
    _ members: [Member], by rule: Int, except exceptions: Exceptions,
    in clusters: inout DuplicateClusters
  ) {
    guard members.count > 1 else { return }
    if members.allSatisfy({ $0.allowances.allSatisfy { $0 == nil } && exceptions[$0.id] == nil }) {
      return connectAll(members, by: rule, in: &clusters)
    }
    let kinds = Dictionary(
      grouping: members,
      by: {
        Kind(
          allowances: $0.allowances,
          single: exceptions[$0.id] == nil && $0.allowances.allSatisfy { $0?.numbers != "" }
            ? nil : $0.id)
      }
    ).values.sorted { $0[0].id < $1[0].id }
    for kind in kinds where kind[0].allowances.allSatisfy({ $0 == nil }) {
      connectAll(kind, by: rule, in: &clusters)
    }
    // What was reached is not looked at again, so that only allowed pairs cost more than one step.
    var waiting = kinds
    while let start = waiting.popLast() {
      var reached = [start]
      while let kind = reached.popLast() {
        let (near, far) = split(waiting) { areDuplicates(kind[0], $0[0], exceptions) }
        for other in near {
          for member in other { clusters.connect(kind[0].id, member.id, by: rule) }
          for member in kind { clusters.connect(member.id, other[0].id, by: rule) }
        }
        reached += near
        waiting = far
      }
    }
  }

  private static func connectAll(
    _ members: [Member], by rule: Int, in clusters: inout DuplicateClusters
  ) {
    guard let hub = members.first else { return }
    for member in members.dropFirst() { clusters.connect(hub.id, member.id, by: rule) }
  }

  private static func areDuplicates(
    _ one: Member, _ other: Member, _ exceptions: Exceptions
  ) -> Bool {
    exceptions[one.id]?.contains(other.id) != true
      && !zip(one.allowances, other.allowances).contains { first, second in
        guard let first, let second else { return false }
        return first.allows(second)
      }
  }

  private static func split<T>(_ items: [T], _ isNear: (T) -> Bool) -> (near: [T], far: [T]) {
    var (near, far): ([T], [T]) = ([], [])
    for item in items { if isNear(item) { near.append(item) } else { far.append(item) } }
    return (near, far)
  }
}
