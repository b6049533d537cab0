import Store

/// What always holds for opportunities and their stage events.
enum OpportunityInvariants {
  static let all: [Invariant] = []
}
