import Values

/// How far a limit of claims is used up.
struct ClaimUsage {
  /// What counted before the claim.
  let used: Int
  /// What the claim took before the limit stood in its way.
  let taken: Int
  let limit: Int
  /// How many were asked for, when it was all or nothing.
  var asked: Int?

  /// What counts now: of all or nothing, nothing was taken.
  private var count: Int { asked == nil ? used + taken : used }

  /// Such as `is reached: 2 of 2 claimed today`.
  func text(_ done: String) -> String {
    let state = "\(count) of \(limit) \(done)"
    guard let asked, count < limit else { return "is reached: \(state)" }
    return "would be exceeded: \(state), \(asked) asked for"
  }

  func details(_ name: String) -> [UserError.Detail] {
    let further = asked.map { [UserError.Detail("asked", String($0))] } ?? []
    return [.init(name, String(count)), .init("limit", String(limit))] + further
  }
}
