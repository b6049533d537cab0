import CRM
import Catalogue
import Store
import Values

/// Targets in a scene with people and customers.
extension PoolScene {
  @discardableResult
  func setTarget(
    _ value: String, of metric: TargetMetric = .newCustomers, for holder: String...,
    period: String..., tier: TargetTier = .base, as user: String? = nil
  ) throws -> TargetSetting.Result {
    try TargetSetting(store.session(as: user)).set(
      .init(metric: metric, holders: holder, periods: period, value: value, tier: tier)
    ).value
  }

  /// The rows of the report: name, period, target, actual, attainment, gap, sum of parts, difference.
  func targets(_ adjust: (inout TargetReport.Request) -> Void = { _ in }) throws -> [String] {
    var request = TargetReport.Request()
    adjust(&request)
    let session = store.session()
    let fields = "name,period,target,actual,attainment,gap,parts,difference"
    return try FeedText.rows(
      of: try TargetReport(session, request).table().feed(fields: fields), in: session)
  }

  /// What the users, teams and the company have reached of a metric, by a target of one for each of them.
  func reached(
    _ metric: TargetMetric, in period: String, byPresentOwner: Bool = false
  ) throws -> [String] {
    try targets {
      $0.metric = metric
      $0.period = period
      $0.isByPresentOwner = byPresentOwner
    }.map { row in
      let cells = row.split(separator: "|", omittingEmptySubsequences: false)
      return "\(cells[0]) \(cells[3])"
    }
  }
}
