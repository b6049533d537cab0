import CommandLineKit

/// The commands of this folder, for the registry.
enum PoolCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(PoolList.self), CommandEntry(PoolShow.self), CommandEntry(PoolClaim.self),
    CommandEntry(PoolRelease.self), CommandEntry(PoolAssign.self),
    CommandEntry(PoolMoveCommand.self),
    CommandEntry(PoolDelete.self), CommandEntry(PoolRecycle.self),
    CommandEntry(PoolExplain.self), CommandEntry(PoolForecast.self),
    CommandEntry(PoolSimulate.self),
    CommandEntry(PoolSettings.self),
    CommandEntry(group: "pool", "rule", summary: "By which neglected customers fall"),
    CommandEntry(group: "pool", "pause", summary: "Days that recycling does not count"),
    CommandEntry(group: "pool", "limit", summary: "How many customers some users may have"),
  ]

  /// Those of days that do not count.
  static let pauseEntries: [CommandEntry<Payload>] = [CommandEntry(PoolPauseAdd.self)]

  /// Those of recycle rules.
  static let ruleEntries: [CommandEntry<Payload>] = [CommandEntry(PoolRuleAdd.self)]
}
