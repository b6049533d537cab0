import Store
import Tabular
import Values

extension CustomerSection {
  /// How the owner or pool got the customer, for how long, and what comes next: when it falls, or
  /// what keeps the actor from claiming it.
  static let holding = CustomerSection(
    "holding", "how and since when the owner or pool has it; when it falls"
  ) { scene in
    let zone = try scene.session.settings().zone
    var check = ClaimCheck(
      user: try scene.session.actor().id, now: scene.session.now, zone: zone, in: scene.db)
    guard let customer = try check.candidates([scene.customer]).first else {
      throw UserError.bug("there is no customer \(scene.customer)")
    }
    let today = try scene.session.today()
    let clock = try customer.pool == nil ? RecyclingClock(scene, asOf: today) : nil
    let refusal = try customer.pool == nil ? nil : check.refusal(of: customer)
    return [
      scene.session.entry(
        "holding", "Holding", "归属",
        .object([
          scene.session.entry("event", "By", "方式", .text(customer.heldBy)),
          scene.session.entry("since", "Since", "自", .instant(customer.heldSince.description)),
          scene.session.entry(
            "days", "Days", "天数", .integer(Int64(today - zone.day(of: customer.heldSince)))),
          scene.session.entry("falls_on", "Falls on", "回落日期", .orNull(clock?.day?.description)),
          scene.session.entry("falls_by", "By the rule", "依据规则", .orNull(clock?.rule)),
          scene.session.entry(
            "blocked", "Blocked for you", "不可领取原因",
            try refusal.map { try blocked($0, scene) } ?? .null),
        ]))
    ]
  }

  private static func blocked(_ refusal: ClaimRefusal, _ scene: CustomerScene) throws -> Document {
    .object([
      scene.session.entry("code", "Code", "代码", .text(refusal.code)),
      scene.session.entry(
        "reason", "Reason", "原因", .text(refusal.reason(in: try scene.session.displayZone()))),
    ])
  }

  /// When an owned customer falls if nothing happens, and by which rule.
  private struct RecyclingClock {
    var day: Day?
    var rule: String?

    init(_ scene: CustomerScene, asOf today: Day) throws {
      let terms = try RecycleTerms(scene.session, in: scene.db)
      let verdicts = try RecycleRule.all(in: scene.db).filter { $0.holding == .customers }.map {
        try RecycleVerdict(
          on: scene.customer, by: $0, asOf: today, terms: terms, session: scene.session,
          in: scene.db)
      }.filter { $0.outcome != .exempt }
      day = verdicts.compactMap(\.dueDay).min()
      rule = verdicts.first { $0.dueDay != nil && $0.dueDay == day }?.rule.name
    }
  }
}
