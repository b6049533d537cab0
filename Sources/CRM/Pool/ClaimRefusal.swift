import Values

/// Why a customer cannot be claimed: the first check that fails, with its reason code.
enum ClaimRefusal {
  case notMember(pool: String)
  case poolDisabled(pool: String)
  /// Somebody owns it, since then, by this kind of event.
  case notInPool(owner: String, since: Instant, kind: String)
  /// It came into the pool by recycling or release a short while ago.
  case frozen(until: Day, pool: String)
  /// The user had it before and may claim it again on that day.
  case cooldown(until: Day, lastHeld: Day)
  case dailyLimit(ClaimUsage, pool: String)
  case claimedCap(ClaimUsage, pool: String)
  case ownedCap(ClaimUsage)

  var code: String {
    switch self {
    case .notMember: "not_member"
    case .poolDisabled: "pool_disabled"
    case .notInPool: "not_in_pool"
    case .frozen: "frozen_until"
    case .cooldown: "cooldown_until"
    case .dailyLimit: "daily_limit"
    case .claimedCap: "claimed_cap"
    case .ownedCap: "owned_cap"
    }
  }

  private var exit: ExitCode {
    switch self {
    case .notMember: .denied
    case .poolDisabled: .no
    case .notInPool: .conflict
    case .frozen, .cooldown, .dailyLimit, .claimedCap, .ownedCap: .limit
    }
  }

  /// Why so many together are refused, of which none is claimed then.
  func ofAll(_ asked: Int) -> ClaimRefusal {
    guard asked > 1 else { return self }
    switch self {
    case .dailyLimit(var usage, let pool):
      usage.asked = asked
      return .dailyLimit(usage, pool: pool)
    case .claimedCap(var usage, let pool):
      usage.asked = asked
      return .claimedCap(usage, pool: pool)
    case .ownedCap(var usage):
      usage.asked = asked
      return .ownedCap(usage)
    case .notMember, .poolDisabled, .notInPool, .frozen, .cooldown: return self
    }
  }

  /// The reason as a clause; instants are shown in the zone.
  func reason(in zone: Zone) -> String {
    switch self {
    case .notMember(let pool):
      "the pool '\(pool)' is for its members"
    case .poolDisabled(let pool):
      "the pool '\(pool)' is disabled"
    case .notInPool(let owner, let since, let kind):
      "already \(Self.verb(kind)) by \(owner) at \(zone.localText(since))"
    case .frozen(let until, let pool):
      "the pool '\(pool)' keeps it until \(until)"
    case .cooldown(let until, let lastHeld):
      "you held it until \(lastHeld) and may claim it again on \(until)"
    case .dailyLimit(let usage, let pool):
      "the daily limit of the pool '\(pool)' \(usage.text("claimed today"))"
    case .claimedCap(let usage, let pool):
      "the cap of the pool '\(pool)' \(usage.text("claimed customers held"))"
    case .ownedCap(let usage):
      "the cap of owned customers \(usage.text("that are not won"))"
    }
  }

  /// What a user is told who wanted this customer.
  func error(_ subject: String, zone: Zone) -> UserError {
    UserError(
      exit, "\(subject) cannot be claimed: \(reason(in: zone))", code: code, hints: hints,
      details: details)
  }

  /// What is said to whoever assigns the customer to a user that cannot take it.
  func assignmentError(_ subject: String, assignee: String, zone: Zone) -> UserError {
    UserError(
      exit, "\(subject) cannot be assigned to \(assignee): \(reason(in: zone))", code: code,
      details: details)
  }

  private var hints: [String] {
    switch self {
    case .notMember(let pool): ["an admin adds members: crm pool edit \(pool) --member USER"]
    case .poolDisabled(let pool): ["an admin enables it: crm pool edit \(pool) --enabled yes"]
    case .notInPool: ["'crm pool claim --next 1' takes the one that waits longest"]
    case .frozen, .cooldown, .dailyLimit: []
    case .claimedCap, .ownedCap:
      ["release customers first: crm pool release CUSTOMER --reason REASON"]
    }
  }

  private var details: [UserError.Detail] {
    switch self {
    case .notMember(let pool), .poolDisabled(let pool): [.init("pool", pool)]
    case .notInPool(let owner, let since, _):
      [.init("owner", owner), .init("since", since.description)]
    case .frozen(let until, let pool):
      [.init("until", until.description), .init("pool", pool)]
    case .cooldown(let until, _): [.init("until", until.description)]
    case .dailyLimit(let usage, let pool): [.init("pool", pool)] + usage.details("used")
    case .claimedCap(let usage, let pool): [.init("pool", pool)] + usage.details("held")
    case .ownedCap(let usage): usage.details("owned")
    }
  }

  /// How the present tenure began.
  private static func verb(_ kind: String) -> String {
    kind == Handover.Kind.claim.rawValue ? "claimed" : "owned"
  }
}
