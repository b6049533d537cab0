import Catalogue
import Store
import Values

/// `target set`: gives holders a figure for periods, whether they had one or not.
package struct TargetSetting {
  package struct Request: Sendable {
    package var metric: TargetMetric
    /// `user:li.wei`, `team:华东`, `company`.
    package var holders: [String]
    package var periods: [String]
    package var value: String
    package var tier: TargetTier

    package init(
      metric: TargetMetric, holders: [String], periods: [String], value: String,
      tier: TargetTier = .base
    ) {
      self.metric = metric
      self.holders = holders
      self.periods = periods
      self.value = value
      self.tier = tier
    }
  }

  package struct Result: Sendable {
    /// Those that are new or have another figure than before.
    package var targets: [Int64]
    package var created: Int
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Sets all of them, or none.
  package func set(_ request: Request) throws -> Written<Result> {
    let today = try session.displayZone().day(of: session.now)
    let periods = try request.periods.map { try TargetPeriod($0, today: today) }
    return try session.write { db in
      var result = Result(targets: [], created: 0)
      let authority = TargetAuthority(try session.actor(), in: db)
      for text in request.holders {
        let holder = try TargetHolder(text, session: session, in: db)
        try authority.require(user: holder.user, team: holder.team)
        for period in periods {
          try set(request, for: holder, period, noting: &result, in: db)
        }
      }
      return result
    }
  }

  private func set(
    _ request: Request, for holder: TargetHolder, _ period: TargetPeriod,
    noting result: inout Result, in db: WriteTransaction
  ) throws {
    let tier = request.tier.rawValue
    let known: Int64? = try db.value(
      """
      SELECT id FROM target WHERE metric = \(request.metric.rawValue)
        AND period = \(period.description) AND tier = \(tier)
        AND "user" IS \(holder.user) AND team IS \(holder.team) AND deleted_at IS NULL
      """)
    if let known {
      result.targets += try RecordEditor(.target, session: session, db: db).edit(
        [known], set: try fields([request.metric.valueField: request.value]))
      return
    }
    var values = [
      "metric": request.metric.rawValue, "period": period.description, "tier": tier,
      request.metric.valueField: request.value,
    ]
    values["user"] = holder.user.map(Noun.user.reference)
    values["team"] = holder.team.map(Noun.team.reference)
    result.targets.append(
      try RecordAddition(.target, session: session, db: db).add(try fields(values)).id)
    result.created += 1
  }

  private func fields(_ values: [String: String]) throws -> [(field: Field, text: String)] {
    try values.sorted { $0.key < $1.key }.map { name, text in
      guard let field = Noun.target.field(name) else {
        throw UserError.bug("a target has no field \(name)")
      }
      return (field, text)
    }
  }
}
