import Store

/// What always holds of targets.
enum TargetInvariants {
  static let all: [Invariant] = [
    Invariant(
      "a target is for a month, a quarter or a year",
      violations: """
        SELECT 'target/' || id FROM target
        WHERE period NOT GLOB '[0-9][0-9][0-9][0-9]'
          AND period NOT GLOB '[0-9][0-9][0-9][0-9]-Q[1-4]'
          AND period NOT GLOB '[0-9][0-9][0-9][0-9]-0[1-9]'
          AND period NOT GLOB '[0-9][0-9][0-9][0-9]-1[0-2]'
        """),
    Invariant(
      "a target has an amount or a count, as its metric wants it",
      violations: """
        SELECT 'target/' || id FROM target
        WHERE iif(metric IN \(list: TargetMetric.amounts),
          ifnull(amount < 0, 1) OR count IS NOT NULL, ifnull(count < 0, 1) OR amount IS NOT NULL)
        """),
  ]
}
